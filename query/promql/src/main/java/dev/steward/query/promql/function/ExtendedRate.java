package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import java.util.Objects;

/**
 * The change over a range whose edges are anchored to the sample before, or smoothed between the
 * samples on both sides. Nothing is extrapolated.
 *
 * <p>Where an edge falls between two samples of a counter that was reset in between, the counter is
 * taken to have started again from zero at the first of them.
 */
final class ExtendedRate {
  private final boolean counter;
  private final boolean perSecond;

  ExtendedRate(boolean counter, boolean perSecond) {
    this.counter = counter;
    this.perSecond = perSecond;
  }

  void apply(RangeSeries series, RangeCall call, StepSeries out) {
    boolean smoothed = series.edges() == Expr.Edges.SMOOTHED;
    long[] times = series.times();
    for (int step = 0; step < series.steps(); step++) {
      int end = series.to(step);
      if (end == series.from(step)) {
        continue;
      }
      long rangeStart = series.rangeStart(step);
      long rangeEnd = series.rangeEnd(step);
      // From the last sample at or before the start; to the first at or after the end.
      int first = series.from(step);
      while (first + 1 < end && times[first + 1] <= rangeStart) {
        first++;
      }
      int last = end - 1;
      if (smoothed) {
        while (last - 1 >= series.from(step) && times[last - 1] >= rangeEnd) {
          last--;
        }
      }
      if (times[last] <= rangeStart || (smoothed && times[first] > rangeEnd)) {
        continue;
      }
      int histograms = series.histogramsIn(first, last + 1);
      if (histograms > 0 && histograms <= last - first) {
        call.annotations().mixedFloatsAndHistograms(series.metricName(), call.range());
      } else if (histograms > 0) {
        histogram(series, call, step, first, last, out);
      } else {
        number(series, step, first, last, out);
      }
    }
  }

  private void number(RangeSeries series, int step, int first, int last, StepSeries out) {
    long rangeStart = series.rangeStart(step);
    long rangeEnd = series.rangeEnd(step);
    boolean smoothed = series.edges() == Expr.Edges.SMOOTHED;
    double left =
        smoothed && series.times()[first] < rangeStart
            ? between(series, first, rangeStart)
            : series.values()[first];
    double right =
        smoothed && last > first && series.times()[last] > rangeEnd
            ? between(series, last - 1, rangeEnd)
            : series.values()[last];
    double change = right - left;
    if (counter) {
      change += lost(series, step, first, last, left, right);
    }
    out.set(step, perSecond ? change / series.rangeSeconds() : change);
  }

  private double lost(
      RangeSeries series, int step, int first, int last, double left, double right) {
    double lost = 0;
    double previous = left;
    for (int i = first; i <= last; i++) {
      boolean edge =
          series.times()[i] <= series.rangeStart(step)
              || series.times()[i] >= series.rangeEnd(step);
      if (edge) {
        continue;
      }
      double value = series.values()[i];
      if (value < previous) {
        lost += previous;
      }
      previous = value;
    }
    return right < previous ? lost + previous : lost;
  }

  private double between(RangeSeries series, int before, long moment) {
    long[] times = series.times();
    double share = (moment - times[before]) / (double) (times[before + 1] - times[before]);
    return Interpolation.between(
        series.values()[before], series.values()[before + 1], share, counter);
  }

  private void histogram(
      RangeSeries series, RangeCall call, int step, int first, int last, StepSeries out) {
    warnAboutKind(series, call, first, last);
    try {
      WorkingHistogram change = histogramChange(series, call, step, first, last);
      if (perSecond) {
        change.divide(series.rangeSeconds());
      }
      out.set(step, change.hint(ResetHint.GAUGE).build());
    } catch (IncompatibleSchemasException e) {
      call.annotations().mixedSchemas(series.metricName(), call.range());
    }
  }

  private WorkingHistogram histogramChange(
      RangeSeries series, RangeCall call, int step, int first, int last)
      throws IncompatibleSchemasException {
    boolean smoothed = series.edges() == Expr.Edges.SMOOTHED;
    long[] times = series.times();
    long rangeStart = series.rangeStart(step);
    long rangeEnd = series.rangeEnd(step);
    boolean leftBetween = smoothed && times[first] < rangeStart;
    boolean rightBetween = smoothed && last > first && times[last] > rangeEnd;
    NativeHistogram left =
        leftBetween ? mix(series, first, rangeStart, counter) : at(series, first);
    NativeHistogram right =
        rightBetween ? mix(series, last - 1, rangeEnd, counter) : at(series, last);
    WorkingHistogram change = WorkingHistogram.of(right);
    boolean reconciled = change.add(WorkingHistogram.of(left), -1);
    if (counter) {
      // An edge between two samples has already accounted for a reset between them.
      int from = leftBetween ? first + 1 : first;
      int until = rightBetween ? last - 1 : last;
      for (int i = from + 1; i <= until; i++) {
        if (Histograms.isReset(at(series, i - 1), at(series, i))) {
          reconciled |= change.add(WorkingHistogram.of(at(series, i - 1)), 1);
        }
      }
      if (rightBetween
          && from <= last - 1
          && Histograms.isReset(at(series, last - 1), at(series, last))) {
        reconciled |= change.add(WorkingHistogram.of(at(series, last - 1)), 1);
      }
    }
    if (reconciled) {
      call.annotations().boundsReconciled("subtraction", call.range());
    }
    return change;
  }

  private static NativeHistogram at(RangeSeries series, int index) {
    return Objects.requireNonNull(series.histogram(index));
  }

  private static NativeHistogram mix(RangeSeries series, int before, long moment, boolean counter)
      throws IncompatibleSchemasException {
    long[] times = series.times();
    double share = (moment - times[before]) / (double) (times[before + 1] - times[before]);
    return Interpolation.between(at(series, before), at(series, before + 1), share, counter);
  }

  private void warnAboutKind(RangeSeries series, RangeCall call, int first, int last) {
    boolean anyGauge = false;
    for (int i = first; i <= last; i++) {
      anyGauge |= at(series, i).resetHint() == ResetHint.GAUGE;
    }
    if (counter && anyGauge) {
      call.annotations().notACounter(series.metricName(), call.range());
    }
    if (!counter
        && (at(series, first).resetHint() != ResetHint.GAUGE
            || at(series, last).resetHint() != ResetHint.GAUGE)) {
      call.annotations().notAGauge(series.metricName(), call.range());
    }
  }
}
