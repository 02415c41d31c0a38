package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;

/**
 * Makes a label of each member of the JSON object that is the line. Members of nested objects are
 * named by their path with {@code _} between, blank names left out; arrays and nulls are left out;
 * of members with one name the first counts.
 */
final class JsonStep implements Step {
  private final ParserHints hints;
  private final JsonReader json = new JsonReader();
  private final NameCache names = new NameCache(LabelNames::sanitized);
  private final StringBuilder path = new StringBuilder();

  JsonStep(ParserHints hints) {
    this.hints = hints;
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    if (hints.isSatisfied(labels)) {
      return true;
    }
    path.setLength(0);
    boolean satisfied = json.openObject(entry.line()) && members(labels, 0);
    String problem = json.problem();
    if (!satisfied && problem != null) {
      labels.failParsing(StageError.JSON, problem, hints);
    }
    return true;
  }

  /** Reads an object's members; true where no further label is wanted. */
  private boolean members(EntryLabels labels, int depth) {
    while (json.nextMember()) {
      switch (json.type()) {
        case STRING, NUMBER, BOOLEAN -> add(labels);
        case OBJECT -> {
          if (object(labels, depth)) {
            return true;
          }
          if (json.problem() != null) {
            return false;
          }
        }
        case NULL, ARRAY -> {}
      }
      if (hints.isSatisfied(labels)) {
        return true;
      }
    }
    return false;
  }

  private boolean object(EntryLabels labels, int depth) {
    int length = path.length();
    appendToPath(json.key());
    boolean satisfied = false;
    if (JsonReader.isTooDeep(depth) || !hints.wantsPrefix(path.toString())) {
      json.skipMember();
    } else {
      json.enterMember();
      satisfied = members(labels, depth + 1);
    }
    path.setLength(length);
    return satisfied;
  }

  private void add(EntryLabels labels) {
    String name;
    if (path.isEmpty()) {
      name = json.key(names);
    } else {
      int length = path.length();
      appendToPath(json.key());
      name = path.toString();
      path.setLength(length);
    }
    if (name.isEmpty()) {
      return;
    }
    name = labels.freeName(name);
    if (hints.wants(name) && !labels.wasParsed(name)) {
      labels.set(Kind.PARSED, name, json.value());
    }
  }

  private void appendToPath(String key) {
    String name = key.strip();
    if (path.isEmpty()) {
      path.append(LabelNames.sanitized(name));
    } else if (!name.isEmpty()) {
      path.append('_');
      LabelNames.appendSanitized(path, name);
    }
  }
}
