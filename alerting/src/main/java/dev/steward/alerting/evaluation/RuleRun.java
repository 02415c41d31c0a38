package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.Rule;
import java.util.List;
import java.util.Map;

/** A rule and what it remembers from one evaluation to the next. Its group is its only caller. */
sealed interface RuleRun permits AlertingRun, RecordingRun {
  /** The rule as it was read. */
  Rule rule();

  /** Its labels, those of its group among them. */
  Map<String, String> labels();

  /**
   * Evaluates it.
   *
   * @return the series that it gives
   * @throws dev.steward.spi.error.StewardException if that fails; what it remembers stays as it was
   */
  List<OutputSample> evaluate(Moment moment);

  /** The series that it gave last. */
  WrittenSeries written();

  /** How its evaluations go. */
  RunRecord record();

  /** Takes over what the same rule remembered before its group was read anew. */
  void adopt(RuleRun before);

  /** Whether an earlier rule was the same one: of the same kind, name and labels. */
  default boolean continues(RuleRun before) {
    return before.getClass() == getClass()
        && before.rule().name().equals(rule().name())
        && before.labels().equals(labels());
  }
}
