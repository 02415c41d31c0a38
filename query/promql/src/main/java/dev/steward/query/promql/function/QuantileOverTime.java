package dev.steward.query.promql.function;

import dev.steward.query.value.Quantiles;
import java.util.Arrays;

/** The quantile of the numbers. */
final class QuantileOverTime extends NumberWindow {
  QuantileOverTime() {
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
    double quantile = call.scalar(0, step);
    if (!(quantile >= 0 && quantile <= 1)) {
      call.annotations().invalidQuantile(quantile, call.scalarSpans().get(0));
    }
    return Quantiles.of(quantile, Arrays.copyOfRange(values, first, end), end - first);
  }
}
