package dev.steward.query.promql.function;

import dev.steward.query.value.histogram.Histograms;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The change of a histogram over some samples, with what was lost in resets. For one thread. */
final class HistogramChange {
  private final RangeSeries series;
  private final RangeCall call;
  private final boolean counter;

  HistogramChange(RangeSeries series, RangeCall call, boolean counter) {
    this.series = series;
    this.call = call;
    this.counter = counter;
  }

  private NativeHistogram at(int index) {
    return Objects.requireNonNull(series.histogram(index));
  }

  /**
   * The change from one sample to another, all between being histograms, or null where their
   * buckets do not fit together.
   *
   * @param fromZero whether the first sample itself counts, as the counter started inside the range
   */
  @Nullable WorkingHistogram between(int first, int last, boolean fromZero) {
    warnAboutKind(first, last);
    try {
      WorkingHistogram change = computed(first, last, fromZero);
      if (change == null) {
        call.annotations().mixedSchemas(series.metricName(), call.range());
        return null;
      }
      return change.hint(ResetHint.GAUGE);
    } catch (IncompatibleSchemasException e) {
      call.annotations().mixedSchemas(series.metricName(), call.range());
      return null;
    }
  }

  private @Nullable WorkingHistogram computed(int first, int last, boolean fromZero)
      throws IncompatibleSchemasException {
    // A sample before a reset adds nothing but itself: its layout does not matter.
    boolean skipsFirst = fromZero || (counter && last > first && isReset(first, first + 1));
    boolean custom = at(skipsFirst && last > first ? first + 1 : first).hasCustomBuckets();
    int from = skipsFirst && !fromZero ? first + 1 : first;
    int schema = at(last).schema();
    for (int i = from; i <= last; i++) {
      if (at(i).hasCustomBuckets() != custom && (counter || i == from || i == last)) {
        return null;
      }
      schema = counter || i == from ? Math.min(schema, at(i).schema()) : schema;
    }
    WorkingHistogram change = WorkingHistogram.of(at(last));
    if (!custom) {
      change.reduceTo(schema);
    }
    boolean reconciled = false;
    if (!skipsFirst) {
      reconciled = change.add(WorkingHistogram.of(at(first)), -1);
    }
    if (reconciled) {
      call.annotations().boundsReconciled("subtraction", call.range());
    }
    if (counter) {
      addLost(change, first, last, skipsFirst && !fromZero);
    }
    return change;
  }

  private void addLost(WorkingHistogram change, int first, int last, boolean firstSkipped)
      throws IncompatibleSchemasException {
    for (int i = first + 1; i <= last; i++) {
      // What was before the skipped reset was never taken away.
      if (firstSkipped && i == first + 1) {
        continue;
      }
      if (isReset(i - 1, i) && change.add(WorkingHistogram.of(at(i - 1)), 1)) {
        call.annotations().boundsReconciled("addition", call.range());
      }
    }
  }

  private boolean isReset(int before, int index) {
    if (call.startTimestamps()) {
      long[] times = series.times();
      long start = series.startMillis(index);
      long startBefore = series.startMillis(before);
      if (StartTimestamps.overlaps(startBefore, times[before], start)) {
        call.annotations().overlappingStart(series.metricName(), call.range());
      }
      if (StartTimestamps.isReset(startBefore, times[before], start, times[index])) {
        return true;
      }
    }
    return Histograms.isReset(at(before), at(index));
  }

  private void warnAboutKind(int first, int last) {
    if (counter) {
      for (int i = first; i <= last; i++) {
        if (at(i).resetHint() == ResetHint.GAUGE) {
          call.annotations().notACounter(series.metricName(), call.range());
        }
      }
    } else if (at(first).resetHint() != ResetHint.GAUGE
        || at(last).resetHint() != ResetHint.GAUGE) {
      call.annotations().notAGauge(series.metricName(), call.range());
    }
  }
}
