package dev.steward.query.promql.function;

import dev.steward.spi.store.MetricQuery;

/** The smallest or largest number, or when it came last. NaN only where there is nothing else. */
final class ExtremeOverTime extends NumberWindow {
  private final boolean largest;
  private final boolean when;

  ExtremeOverTime(boolean largest, boolean when) {
    super(1);
    this.largest = largest;
    this.when = when;
  }

  @Override
  public MetricQuery.Rollup rollup() {
    if (when) {
      return MetricQuery.Rollup.NONE;
    }
    return largest ? MetricQuery.Rollup.MAX : MetricQuery.Rollup.MIN;
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
    int best = first;
    for (int i = first + 1; i < end; i++) {
      double value = values[i];
      double sofar = values[best];
      boolean better = largest ? value > sofar : value < sofar;
      if (better || Double.isNaN(sofar) || (when && value == sofar)) {
        best = i;
      }
    }
    return when ? times[best] / 1000.0 : values[best];
  }
}
