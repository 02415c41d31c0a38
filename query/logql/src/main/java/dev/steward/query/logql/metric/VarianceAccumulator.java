package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;

/**
 * Population variances and standard deviations in one pass.
 *
 * <p>Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and
 * products", 1962.
 */
final class VarianceAccumulator implements Accumulator {
  private final boolean deviation;
  private final StepSeries squares;
  private final double[] means;
  private final long[] counts;

  /** For a number of windows; gives the deviation or the variance. */
  VarianceAccumulator(boolean deviation, int windows) {
    this.deviation = deviation;
    this.squares = StepSeries.empty(Labels.EMPTY, windows);
    this.means = new double[windows];
    this.counts = new long[windows];
  }

  @Override
  public void add(int first, int last, long timestampNanos, double value) {
    for (int i = first; i <= last; i++) {
      counts[i]++;
      double delta = value - means[i];
      means[i] += delta / counts[i];
      squares.set(i, squares.values()[i] + delta * (value - means[i]));
    }
  }

  @Override
  public StepSeries finish(Labels labels) {
    double[] values = squares.values();
    for (int i = 0; i < values.length; i++) {
      double variance = values[i] / counts[i];
      values[i] = deviation ? Math.sqrt(variance) : variance;
    }
    return squares.withLabels(labels);
  }
}
