package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;

/** Adds numbers in the order of time. */
final class SumAccumulator implements Accumulator {
  private final StepSeries series;
  private final double divisor;

  /** For a number of windows, with results divided by {@code divisor}. */
  SumAccumulator(int windows, double divisor) {
    this.series = StepSeries.empty(Labels.EMPTY, windows);
    this.divisor = divisor;
  }

  @Override
  public void add(int first, int last, long timestampNanos, double value) {
    for (int i = first; i <= last; i++) {
      series.set(i, series.values()[i] + value);
    }
  }

  @Override
  public StepSeries finish(Labels labels) {
    double[] values = series.values();
    for (int i = 0; i < values.length; i++) {
      values[i] /= divisor;
    }
    return series.withLabels(labels);
  }
}
