package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.query.logql.syntax.Stage;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes labels of named pairs {@code name=value} of the line. A name that is missing gives an empty
 * label.
 */
final class LogfmtExtractStep implements Step {
  private final boolean strict;
  private final Map<String, String> labelsBySource = new HashMap<>();
  private final ParserHints hints;
  private final LogfmtReader logfmt = new LogfmtReader();

  LogfmtExtractStep(Stage.Logfmt stage, ParserHints hints) {
    this.strict = stage.strict();
    this.hints = hints;
    stage
        .extractions()
        .forEach(extraction -> labelsBySource.put(extraction.source(), extraction.label()));
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    if (hints.isSatisfied(labels)) {
      return true;
    }
    for (String label : labelsBySource.values()) {
      if (labels.value(label) == null) {
        labels.set(Kind.PARSED, label, "");
      }
    }
    logfmt.open(entry.line());
    while (!logfmt.isAtEnd()) {
      if (logfmt.nextPair()) {
        String label = labelsBySource.get(LabelNames.sanitized(logfmt.key()));
        if (label != null) {
          labels.set(Kind.PARSED, labels.freeName(label), logfmt.value());
        }
      } else if (strict && logfmt.problem() != null) {
        labels.failParsing(StageError.LOGFMT, logfmt.problem(), hints);
        return true;
      }
    }
    return true;
  }
}
