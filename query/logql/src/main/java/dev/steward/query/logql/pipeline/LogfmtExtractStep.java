package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.query.logql.syntax.Extraction;
import dev.steward.query.logql.syntax.Stage;
import java.util.List;

/**
 * Makes labels of named pairs {@code name=value} of the line. A name that is missing gives an empty
 * label.
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
    this.hints = hints;
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    if (hints.isSatisfied(labels)) {
      return true;
    }
    for (Extraction extraction : extractions) {
      if (labels.value(extraction.label()) == null) {
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
        labels.set(Kind.PARSED, labels.freeName(extraction.label()), logfmt.value());
      }
    }
  }
}
