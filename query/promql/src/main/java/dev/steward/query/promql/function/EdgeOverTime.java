package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.MetricQuery;

/** The first or last sample, or when it was. */
final class EdgeOverTime implements RangeFunction {
  private final boolean last;
  private final boolean when;

  EdgeOverTime(boolean last, boolean when) {
    this.last = last;
    this.when = when;
  }

  @Override
  public MetricQuery.Rollup rollup() {
    return last ? MetricQuery.Rollup.LAST : MetricQuery.Rollup.CHANGE;
  }

  @Override
  public boolean keepsName() {
    return !when;
  }

  @Override
  public void apply(RangeSeries series, RangeCall call, StepSeries out) {
    for (int step = 0; step < series.steps(); step++) {
      if (series.to(step) == series.from(step)) {
        continue;
      }
      int at = last ? series.to(step) - 1 : series.from(step);
      NativeHistogram histogram = series.histogram(at);
      if (when) {
        out.set(step, series.times()[at] / 1000.0);
      } else if (histogram != null) {
        out.set(step, histogram);
      } else {
        out.set(step, series.values()[at]);
      }
    }
  }
}
