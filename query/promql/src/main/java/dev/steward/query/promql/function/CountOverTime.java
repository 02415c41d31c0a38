package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;

/** How many samples there are, or just whether there are any. */
final class CountOverTime implements RangeFunction {
  private final boolean onlyWhether;

  CountOverTime(boolean onlyWhether) {
    this.onlyWhether = onlyWhether;
  }

  @Override
  public void apply(RangeSeries series, RangeCall call, StepSeries out) {
    for (int step = 0; step < series.steps(); step++) {
      int count = series.to(step) - series.from(step);
      if (count > 0) {
        out.set(step, onlyWhether ? 1 : count);
      }
    }
  }
}
