package dev.steward.alerting.ruletest;

import dev.steward.query.promql.series.SeriesLine;
import dev.steward.spi.model.Labels;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
   * @param alerts which alerts fire when
   * @param startMillis the moment that all times count from, milliseconds since the Unix epoch
   * @param externalLabels that templates see
   * @param externalUrl that templates see
   */
  record Test(
      String name,
      long intervalMillis,
      List<SeriesLine> series,
      List<Expression> expressions,
      List<Alerts> alerts,
      long startMillis,
      Map<String, String> externalLabels,
      String externalUrl) {
    /** The last moment that anything is expected of, counted from the start. */
    long lastMillis() {
      long last = 0;
      for (Expression expression : expressions) {
        last = Math.max(last, expression.timeMillis());
      }
      for (Alerts each : alerts) {
        last = Math.max(last, each.timeMillis());
      }
      return last;
    }
  }

  /**
   * Alerts of one name that are expected to fire at a moment, and no others of that name.
   *
   * @param name of the alerts
   * @param timeMillis counted from the test's start
   * @param expected the alerts, in any order
   */
  record Alerts(String name, long timeMillis, List<Alert> expected) {}

  /** What a firing alert looks like, its name among the labels; empty labels left out. */
  record Alert(Labels labels, Map<String, String> annotations) {
    /** Copies the annotations in their order. */
    Alert {
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    @Override
    public String toString() {
      return "Labels:" + labels + " Annotations:" + Labels.of(annotations);
    }
  }

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
