package dev.steward.query.value;

import java.util.Arrays;

/** Quantiles of numbers. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile of numbers, interpolated between neighbours; NaN counts as the smallest.
   *
   * @param quantile 0 to 1; below gives -Inf, above +Inf
   * @param values sorted by this call, up to {@code count}
   * @param count how many of {@code values} there are
   */
  public static double of(double quantile, double[] values, int count) {
    if (count == 0 || Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    Arrays.sort(values, 0, count);
    // The JDK sorts NaN last; counted from the end of the numbers it is first.
    int notNumbers = 0;
    while (notNumbers < count && Double.isNaN(values[count - 1 - notNumbers])) {
      notNumbers++;
    }
    double rank = quantile * (count - 1);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(count - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return at(values, lower, notNumbers) * (1 - weight) + at(values, upper, notNumbers) * weight;
  }

  private static double at(double[] values, int index, int notNumbers) {
    return index < notNumbers ? Double.NaN : values[index - notNumbers];
  }
}
