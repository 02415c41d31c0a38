package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;

/** Keeps one of each window's numbers: the smallest, largest, oldest or newest. */
final class PickAccumulator implements Accumulator {
  /** Whether a number takes the place of the one kept. */
  interface Rule {
    boolean replaces(double kept, double candidate);
  }

  /** NaN gives way to every number. */
  static final Rule SMALLEST = (kept, candidate) -> candidate < kept || Double.isNaN(kept);

  /** NaN gives way to every number. */
  static final Rule LARGEST = (kept, candidate) -> candidate > kept || Double.isNaN(kept);

  static final Rule OLDEST = (kept, candidate) -> false;
  static final Rule NEWEST = (kept, candidate) -> true;

  private final Rule rule;
  private final StepSeries series;

  PickAccumulator(Rule rule, int windows) {
    this.rule = rule;
    this.series = StepSeries.empty(Labels.EMPTY, windows);
  }

  @Override
  public void add(int first, int last, long timestampNanos, double value) {
    for (int i = first; i <= last; i++) {
      if (!series.present().get(i) || rule.replaces(series.values()[i], value)) {
        series.set(i, value);
      }
    }
  }

  @Override
  public StepSeries finish(Labels labels) {
    return series.withLabels(labels);
  }
}
