package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import org.jspecify.annotations.Nullable;

/** The change between the last two samples: irate and idelta. */
final class InstantRate implements RangeFunction {
  private final boolean rate;

  InstantRate(boolean rate) {
    this.rate = rate;
  }

  @Override
  public void apply(RangeSeries series, RangeCall call, StepSeries out) {
    for (int step = 0; step < series.steps(); step++) {
      int last = series.to(step) - 1;
      if (last - 1 >= series.from(step)) {
        apply(series, call, step, last, out);
      }
    }
  }

  private void apply(RangeSeries series, RangeCall call, int step, int last, StepSeries out) {
    NativeHistogram before = series.histogram(last - 1);
    NativeHistogram now = series.histogram(last);
    double seconds = (series.times()[last] - series.times()[last - 1]) / 1000.0;
    if (before == null && now == null) {
      double value = series.values()[last];
      double previous = series.values()[last - 1];
      boolean reset = rate && (value < previous || startsAnew(series, call, last));
      double change = reset ? value : value - previous;
      out.set(step, rate ? change / seconds : change);
    } else if (before != null && now != null) {
      WorkingHistogram change = change(series, call, last, before, now);
      if (change != null) {
        out.set(step, (rate ? change.divide(seconds) : change).build());
      }
    } else {
      call.annotations().mixedFloatsAndHistograms(series.metricName(), call.range());
    }
  }

  private static boolean startsAnew(RangeSeries series, RangeCall call, int last) {
    return call.startTimestamps()
        && StartTimestamps.isReset(
            series.startMillis(last - 1),
            series.times()[last - 1],
            series.startMillis(last),
            series.times()[last]);
  }

  private @Nullable WorkingHistogram change(
      RangeSeries series, RangeCall call, int last, NativeHistogram before, NativeHistogram now) {
    boolean anyGauge = before.resetHint() == ResetHint.GAUGE || now.resetHint() == ResetHint.GAUGE;
    boolean bothGauges =
        before.resetHint() == ResetHint.GAUGE && now.resetHint() == ResetHint.GAUGE;
    if (rate && anyGauge) {
      call.annotations().notACounter(series.metricName(), call.range());
    }
    if (!rate && !bothGauges) {
      call.annotations().notAGauge(series.metricName(), call.range());
    }
    WorkingHistogram change = WorkingHistogram.of(now);
    if (!rate || !(startsAnew(series, call, last) || Histograms.isReset(before, now))) {
      try {
        if (change.add(WorkingHistogram.of(before), -1)) {
          call.annotations().boundsReconciled("subtraction", call.range());
        }
      } catch (IncompatibleSchemasException e) {
        call.annotations().mixedSchemas(series.metricName(), call.range());
        return null;
      }
    }
    return change.hint(ResetHint.GAUGE);
  }
}
