package dev.steward.alerting.ruletest;

import dev.steward.query.promql.series.HistogramLiteral;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.query.promql.series.SeriesLine;
import dev.steward.spi.model.NativeHistogram;

/** The series of a test, put into its store as time goes by, so that no rule sees the future. */
final class InputSeries {
  private final RuleTestFile.Test test;
  private final SeriesByHand store;
  private long nextStep;

  InputSeries(RuleTestFile.Test test, SeriesByHand store) {
    this.test = test;
    this.store = store;
  }

  /** Puts all samples up to a moment, counted from the test's start. */
  void loadUntil(long timeMillis) {
    for (; nextStep * test.intervalMillis() <= timeMillis; nextStep++) {
      for (SeriesLine line : test.series()) {
        if (nextStep < line.values().size()) {
          put(line, (int) nextStep);
        }
      }
    }
  }

  private void put(SeriesLine line, int step) {
    SeriesLine.Value value = line.values().get(step);
    if (value != null) {
      HistogramLiteral literal = value.histogram();
      NativeHistogram histogram = literal == null ? null : literal.histogram();
      long time = test.startMillis() + step * test.intervalMillis();
      store.put(line.labels(), time, value.number(), histogram);
    }
  }
}
