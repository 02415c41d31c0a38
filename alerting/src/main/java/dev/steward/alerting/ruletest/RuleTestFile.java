package dev.steward.alerting.ruletest;

import dev.steward.query.promql.series.SeriesLine;
import dev.steward.spi.model.Labels;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of unit tests.
 *
 * @param ruleFiles rule files that the tests evaluate
 * @param evaluationMillis from one evaluation of the rules to the next
 * @param groupOrder names of groups that are evaluated first, in this order
 * @param fuzzy whether numbers may differ by their last bit
 * @param tests the tests
 */
record RuleTestFile(
    List<Path> ruleFiles,
    long evaluationMillis,
    List<String> groupOrder,
    boolean fuzzy,
    List<Test> tests) {
  /**
   * Series, and what is expected of them.
   *
   * @param name a name for messages; may be empty
   * @param intervalMillis from one value of a series to the next
   * @param series the series, from time 0 on
   * @param expressions what is evaluated
   * @param hasAlertTests whether it expects alerts, too
   */
  record Test(
      String name,
      long intervalMillis,
      List<SeriesLine> series,
      List<Expression> expressions,
      boolean hasAlertTests) {}

  /**
   * An expression and its expected result.
   *
   * @param text PromQL
   * @param timeMillis when it is evaluated
   * @param samples what it gives, in any order
   */
  record Expression(String text, long timeMillis, List<Expected> samples) {}

  /** An expected sample; a histogram where {@code value} has one. */
  record Expected(Labels labels, SeriesLine.Value value) {}
}
