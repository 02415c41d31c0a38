package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.function.Interpolation;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.Span;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.store.SampleColumns;

/**
 * The sample of a series that is current at each step: the newest not older than the lookback,
 * unless a staleness marker came after it.
 */
final class InstantSelection {
  /** What of the sample is wanted. */
  enum Wanted {
    VALUE,
    TIME,
    START
  }

  private final long[] moments;
  private final long lookbackMillis;
  private final Wanted wanted;

  InstantSelection(long[] moments, long lookbackMillis, Wanted wanted) {
    this.moments = moments;
    this.lookbackMillis = lookbackMillis;
    this.wanted = wanted;
  }

  /** Puts the current samples of a series; tells whether there are any. */
  boolean select(SampleColumns columns, StepSeries into) {
    long[] times = columns.timestampsMillis();
    double[] values = columns.values();
    int size = columns.size();
    boolean plain = wanted == Wanted.VALUE && !columns.mayHoldHistograms();
    boolean any = false;
    int next = 0;
    for (int step = 0; step < moments.length; step++) {
      long moment = moments[step];
      while (next < size && times[next] <= moment) {
        next++;
      }
      int at = next - 1;
      if (at < 0
          || times[at] <= moment - lookbackMillis - columns.spanMillis(at)
          || SampleValues.isStale(values[at])) {
        continue;
      }
      any = true;
      if (plain) {
        into.set(step, values[at]);
      } else {
        put(columns, at, into, step);
      }
    }
    return any;
  }

  private void put(SampleColumns columns, int at, StepSeries into, int step) {
    NativeHistogram histogram = columns.histogram(at);
    switch (wanted) {
      case VALUE -> {
        if (histogram != null) {
          into.set(step, histogram);
        } else {
          into.set(step, columns.values()[at]);
        }
      }
      case TIME -> into.set(step, columns.timestampsMillis()[at] / 1000.0);
      // Zero where no start is known.
      case START -> into.set(step, columns.startMillis(at) / 1000.0);
    }
  }

  /** Puts values between the samples around each step; see {@link Expr.Edges#SMOOTHED}. */
  boolean smooth(
      SampleColumns columns, Labels labels, Annotations annotations, Span span, StepSeries into) {
    Smoothing smoothing = new Smoothing(columns, labels, annotations, span);
    boolean any = false;
    int next = 0;
    for (int step = 0; step < moments.length; step++) {
      long moment = moments[step];
      while (next < columns.size() && columns.timestampsMillis()[next] <= moment) {
        next++;
      }
      int at = next - 1;
      if (at >= 0
          && columns.timestampsMillis()[at] > moment - lookbackMillis
          && !SampleValues.isStale(columns.values()[at])) {
        boolean hasNext =
            next < columns.size()
                && columns.timestampsMillis()[next] <= moment + lookbackMillis
                && !SampleValues.isStale(columns.values()[next]);
        if (columns.timestampsMillis()[at] == moment || !hasNext) {
          put(columns, at, into, step);
          any = true;
        } else {
          any |= smoothing.put(at, moment, into, step);
        }
      }
    }
    return any;
  }

  private record Smoothing(
      SampleColumns columns, Labels labels, Annotations annotations, Span span) {
    boolean put(int at, long moment, StepSeries into, int step) {
      long[] times = columns.timestampsMillis();
      double share = (moment - times[at]) / (double) (times[at + 1] - times[at]);
      NativeHistogram before = columns.histogram(at);
      NativeHistogram after = columns.histogram(at + 1);
      String name = labels.valueOrEmpty(Labels.METRIC_NAME);
      if (before == null && after == null) {
        double[] values = columns.values();
        into.set(step, Interpolation.between(values[at], values[at + 1], share, false));
        return true;
      }
      if (before == null || after == null) {
        annotations.mixedFloatsAndHistograms(name, span);
        return false;
      }
      try {
        boolean counter = before.resetHint() != ResetHint.GAUGE;
        into.set(step, Interpolation.between(before, after, share, counter));
        return true;
      } catch (IncompatibleSchemasException e) {
        annotations.mixedSchemas(name, span);
        return false;
      }
    }
  }
}
