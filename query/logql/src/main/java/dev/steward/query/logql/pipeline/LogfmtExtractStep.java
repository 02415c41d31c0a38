package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.query.logql.syntax.Extraction;
import dev.steward.query.logql.syntax.Stage;
import dev.steward.query.logql.text.JsonText;
import java.util.List;

/**
 * Makes labels of named pairs {@code name=value} of the line; of pairs with one name the last
 * counts. A name that is missing, and a value that is no text, give an empty label.
 */
final class LogfmtExtractStep implements Step {
  private final boolean strict;
  private final List<Extraction> extractions;
  private final ParserHints hints;
  private final LogfmtReader logfmt = new LogfmtReader();
  private final NameCache names = new NameCache(LabelNames::sanitized);

  LogfmtExtractStep(Stage.Logfmt stage, ParserHints hints) {
    this.strict = stage.strict();
    this.extractions = stage.extractions();
    this.extractions.forEach(LogfmtExtractStep::requireName);
    this.hints = hints;
  }

  /** What is asked for is compared with names of labels, so nothing else may be asked for. */
  private static void requireName(Extraction extraction) {
    if (!extraction.source().matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "cannot parse expression [" + extraction.source() + "]: syntax error: expecting a name");
    }
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    if (hints.isSatisfied(labels)) {
      return true;
    }
    for (Extraction extraction : extractions) {
      if (labels.freeName(extraction.label()).equals(extraction.label())) {
        labels.set(Kind.PARSED, extraction.label(), "");
      }
    }
    logfmt.open(entry.line());
    while (!logfmt.isAtEnd()) {
      if (logfmt.nextPair()) {
        take(logfmt.key(names), labels);
      } else if (strict && logfmt.problem() != null) {
        labels.failParsing(StageError.LOGFMT, logfmt.problem(), hints);
        return true;
      }
    }
    return true;
  }

  private void take(String key, EntryLabels labels) {
    for (Extraction extraction : extractions) {
      if (extraction.source().equals(key)) {
        String value = logfmt.givenValue();
        String name = labels.freeName(extraction.label());
        labels.set(Kind.PARSED, name, JsonText.isDamaged(value) ? "" : value);
      }
    }
  }
}
