package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.query.logql.pipeline.JsonReader.ValueType;
import dev.steward.query.logql.syntax.Extraction;
import dev.steward.spi.model.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes labels of values at given paths in the JSON that is the line. A path that leads nowhere
 * gives an empty label, also where the line is not well-formed: only a value that is found and not
 * well-formed, and a line that cannot be JSON, are failures. Objects are given as they are written.
 */
final class JsonExtractStep implements Step {
  private record Wanted(String label, JsonPath path) {}

  private final List<Wanted> wanted;
  private final ParserHints hints;
  private final JsonReader json = new JsonReader();

  /** Whether the path's last step was found, and no value there. */
  private boolean isBadValue;

  JsonExtractStep(List<Extraction> extractions, ParserHints hints) {
    this.wanted =
        extractions.stream()
            .map(extraction -> new Wanted(extraction.label(), JsonPath.parse(extraction.source())))
            .toList();
    this.hints = hints;
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    Line line = entry.line();
    if (line.length() == 0 || hints.isSatisfied(labels)) {
      return true;
    }
    byte first = line.byteAt(0);
    if (first != '{' && first != '[' && first != '"') {
      labels.failParsing(StageError.JSON, null, hints);
      return true;
    }
    for (Wanted one : wanted) {
      isBadValue = false;
      String value = json.openValue(line) ? find(one.path()) : null;
      if (isBadValue) {
        labels.failParsing(StageError.JSON, json.problem(), hints);
      }
      String name = labels.freeName(one.label());
      if (value != null) {
        labels.set(Kind.PARSED, name, value);
      } else if (labels.value(one.label()) == null) {
        labels.set(Kind.PARSED, one.label(), "");
      }
    }
    return true;
  }

  private @Nullable String find(JsonPath path) {
    for (JsonPath.Step step : path.steps()) {
      boolean found =
          switch (step) {
            case JsonPath.Member member -> findMember(member.name());
            case JsonPath.Element element -> findElement(element.index());
          };
      if (!found) {
        return null;
      }
    }
    return switch (json.type()) {
      case STRING, NUMBER, BOOLEAN -> json.value();
      case NULL -> "";
      case ARRAY -> json.arrayText();
      case OBJECT -> {
        String text = json.objectText();
        isBadValue = text == null;
        yield text;
      }
    };
  }

  private boolean findMember(String name) {
    if (json.type() != ValueType.OBJECT) {
      return false;
    }
    json.enterMember();
    while (json.nextKey()) {
      boolean wantedOne = json.key().equals(name);
      if (!json.scanMember()) {
        isBadValue = wantedOne;
        return false;
      }
      if (wantedOne) {
        return true;
      }
      if (json.type() == ValueType.OBJECT && !json.skipMember()) {
        return false;
      }
    }
    return false;
  }

  private boolean findElement(int index) {
    return json.type() == ValueType.ARRAY && json.enterElement(index);
  }
}
