package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;

/** Means, computed step by step so that large numbers do not overflow. */
final class MeanAccumulator implements Accumulator {
  private final StepSeries series;
  private final long[] counts;

  MeanAccumulator(int windows) {
    this.series = StepSeries.empty(Labels.EMPTY, windows);
    this.counts = new long[windows];
  }

  @Override
  public void add(int first, int last, long timestampNanos, double value) {
    for (int i = first; i <= last; i++) {
      counts[i]++;
      series.set(i, next(series.values()[i], counts[i], value));
    }
  }

  /** The mean after one more number; an infinite mean stays where the number cannot change it. */
  static double next(double mean, long count, double value) {
    if (Double.isInfinite(mean)
        && (Double.isFinite(value) || (Double.isInfinite(value) && mean > 0 == value > 0))) {
      return mean;
    }
    return mean + (value / count - mean / count);
  }

  @Override
  public StepSeries finish(Labels labels) {
    return series.withLabels(labels);
  }
}
