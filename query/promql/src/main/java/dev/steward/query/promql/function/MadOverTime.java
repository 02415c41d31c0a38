package dev.steward.query.promql.function;

import dev.steward.query.value.Quantiles;
import java.util.Arrays;

/** The median of the distances from the median. */
final class MadOverTime extends NumberWindow {
  MadOverTime() {
    super(1);
  }

  @Override
  double apply(
      long[] times,
      double[] values,
      int first,
      int end,
      RangeSeries series,
      RangeCall call,
      int step) {
    for (int i = first; i < end; i++) {
      if (Double.isNaN(values[i])) {
        return Double.NaN;
      }
    }
    double[] numbers = Arrays.copyOfRange(values, first, end);
    double median = Quantiles.of(0.5, numbers, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.abs(numbers[i] - median);
    }
    return Quantiles.of(0.5, numbers, numbers.length);
  }
}
