package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.spi.model.NativeHistogram;

/** How often a series changed, or how often it was reset. A change of kind counts as both. */
final class Changes implements RangeFunction {
  private final boolean onlyResets;

  Changes(boolean onlyResets) {
    this.onlyResets = onlyResets;
  }

  @Override
  public void apply(RangeSeries series, RangeCall call, StepSeries out) {
    for (int step = 0; step < series.steps(); step++) {
      int first = series.from(step);
      int end = series.to(step);
      if (series.edges() == Expr.Edges.ANCHORED) {
        while (first + 1 < end && series.times()[first + 1] <= series.rangeStart(step)) {
          first++;
        }
        if (end > first && series.times()[end - 1] <= series.rangeStart(step)) {
          continue;
        }
      }
      if (end > first) {
        out.set(step, count(series, call, first, end));
      }
    }
  }

  private double count(RangeSeries series, RangeCall call, int first, int end) {
    int count = 0;
    for (int i = first + 1; i < end; i++) {
      if (counts(series, call, i)) {
        count++;
      }
    }
    return count;
  }

  private boolean counts(RangeSeries series, RangeCall call, int index) {
    NativeHistogram before = series.histogram(index - 1);
    NativeHistogram now = series.histogram(index);
    if ((before == null) != (now == null)) {
      return true;
    }
    if (onlyResets
        && call.startTimestamps()
        && StartTimestamps.isReset(
            series.startMillis(index - 1),
            series.times()[index - 1],
            series.startMillis(index),
            series.times()[index])) {
      return true;
    }
    if (before != null && now != null) {
      return onlyResets ? Histograms.isReset(before, now) : !Histograms.sameAs(before, now);
    }
    double previous = series.values()[index - 1];
    double value = series.values()[index];
    return onlyResets
        ? value < previous
        : value != previous && !(Double.isNaN(value) && Double.isNaN(previous));
  }
}
