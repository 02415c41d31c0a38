package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import java.util.Comparator;
import java.util.List;

/**
 * Orders numbers by value, NaN last, and leaves histograms out; a range query has its own order.
 */
final class Sort implements VectorFunction {
  private final boolean descending;

  Sort(boolean descending) {
    this.descending = descending;
  }

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    if (!call.isInstant()) {
      call.annotations().sortInRangeQuery(call.expr().span());
    }
    List<StepSeries> all = call.vector(0);
    for (StepSeries series : all) {
      for (int step = 0; step < series.size(); step++) {
        if (series.isPresent(step) && !series.isFloat(step)) {
          series.clear(step);
        }
      }
    }
    if (call.isInstant()) {
      all.sort(Comparator.comparingDouble(this::rank));
    }
    for (StepSeries series : all) {
      if (series.hasSamples()) {
        sink.accept(series);
      }
    }
  }

  private double rank(StepSeries series) {
    double value = series.value(0);
    return descending && !Double.isNaN(value) ? -value : value;
  }
}
