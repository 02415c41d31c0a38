package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.query.logql.syntax.Stage;

/**
 * Makes a label of each pair {@code name=value} of the line; of pairs with one name the first
 * counts. Pairs that are not well-formed are left out, or fail the line where it must be strict.
 */
final class LogfmtStep implements Step {
  private final boolean strict;
  private final boolean keepEmpty;
  private final ParserHints hints;
  private final LogfmtReader logfmt = new LogfmtReader();
  private final NameCache names = new NameCache(LabelNames::sanitized);

  LogfmtStep(Stage.Logfmt stage, ParserHints hints) {
    this.strict = stage.strict();
    this.keepEmpty = stage.keepEmpty();
    this.hints = hints;
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    if (hints.isSatisfied(labels)) {
      return true;
    }
    logfmt.open(entry.line());
    while (!logfmt.isAtEnd()) {
      if (logfmt.nextPair()) {
        add(labels);
        if (hints.isSatisfied(labels)) {
          return true;
        }
      } else if (strict && logfmt.problem() != null) {
        labels.failParsing(StageError.LOGFMT, logfmt.problem(), hints);
        return true;
      }
    }
    return true;
  }

  private void add(EntryLabels labels) {
    if (logfmt.isValueEmpty() && !keepEmpty) {
      return;
    }
    String name = logfmt.key(names);
    if (name.isEmpty()) {
      return;
    }
    name = labels.freeName(name);
    if (hints.wants(name) && !labels.wasParsed(name)) {
      labels.set(Kind.PARSED, name, logfmt.value());
    }
  }
}
