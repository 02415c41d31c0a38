package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;

/**
 * A function of the numbers of each window; histograms are left out, and said to be. A window
 * without numbers gives nothing.
 */
abstract class NumberWindow implements RangeFunction {
  private final int minNumbers;

  NumberWindow(int minNumbers) {
    this.minNumbers = minNumbers;
  }

  @Override
  public final void apply(RangeSeries series, RangeCall call, StepSeries out) {
    long[] times = series.times();
    double[] values = series.values();
    double[] numbers = {};
    long[] moments = {};
    for (int step = 0; step < series.steps(); step++) {
      int first = series.from(step);
      int end = series.to(step);
      int histograms = series.histogramsIn(first, end);
      if (histograms == 0) {
        if (end - first >= minNumbers) {
          out.set(step, apply(times, values, first, end, series, call, step));
        }
        continue;
      }
      int count = end - first - histograms;
      if (count > 0) {
        call.annotations().histogramsIgnoredInRange(series.metricName(), call.range());
      }
      if (count >= minNumbers) {
        numbers = numbers.length < count ? new double[count] : numbers;
        moments = moments.length < count ? new long[count] : moments;
        int at = 0;
        for (int i = first; i < end; i++) {
          if (series.histogram(i) == null) {
            numbers[at] = values[i];
            moments[at++] = times[i];
          }
        }
        out.set(step, apply(moments, numbers, 0, count, series, call, step));
      }
    }
  }

  /** The result for the numbers from {@code first} to before {@code end}. */
  abstract double apply(
      long[] times,
      double[] values,
      int first,
      int end,
      RangeSeries series,
      RangeCall call,
      int step);
}
