package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;
import dev.steward.spi.store.MetricQuery;

/** How many samples there are, or just whether there are any. */
final class CountOverTime implements RangeFunction {
  private final boolean onlyWhether;

  CountOverTime(boolean onlyWhether) {
    this.onlyWhether = onlyWhether;
  }

  @Override
  public MetricQuery.Rollup rollup() {
    return onlyWhether ? MetricQuery.Rollup.LAST : MetricQuery.Rollup.SUM;
  }

  @Override
  public void apply(RangeSeries series, RangeCall call, StepSeries out) {
    for (int step = 0; step < series.steps(); step++) {
      long count = series.countOf(series.from(step), series.to(step));
      if (count > 0) {
        out.set(step, onlyWhether ? 1 : count);
      }
    }
  }
}
