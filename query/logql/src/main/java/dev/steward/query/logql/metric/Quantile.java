package dev.steward.query.logql.metric;

import java.util.Arrays;

/** A quantile, interpolated linearly between the two nearest numbers; NaN counts as smallest. */
record Quantile(double quantile) implements SampleAccumulator.Finisher {
  @Override
  public double result(long[] timestampsNanos, double[] values, int from, int to) {
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    rotateNansToFront(sorted);
    double rank = quantile * (sorted.length - 1);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(sorted.length - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted[lower] * (1 - weight) + sorted[upper] * weight;
  }

  private static void rotateNansToFront(double[] sorted) {
    int nans = 0;
    while (nans < sorted.length && Double.isNaN(sorted[sorted.length - 1 - nans])) {
      nans++;
    }
    if (nans > 0) {
      System.arraycopy(sorted, 0, sorted, nans, sorted.length - nans);
      Arrays.fill(sorted, 0, nans, Double.NaN);
    }
  }
}
