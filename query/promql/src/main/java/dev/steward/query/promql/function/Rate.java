package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;

/**
 * The change over a range, extrapolated to its edges: rate, increase and delta.
 *
 * <p>The change between the first and the last sample is stretched to the whole range: to an edge
 * that is nearer than 1.1 times the average distance of samples, else by half that distance, as the
 * series then seems to start or end there. A counter is never stretched below zero. Source: the
 * Prometheus documentation of these functions.
 */
final class Rate implements RangeFunction {
  private static final double NEAR = 1.1;

  private final boolean counter;
  private final boolean perSecond;
  private final ExtendedRate extended;

  Rate(boolean counter, boolean perSecond) {
    this.counter = counter;
    this.perSecond = perSecond;
    this.extended = new ExtendedRate(counter, perSecond);
  }

  @Override
  public boolean expectsCounter() {
    return counter;
  }

  @Override
  public void apply(RangeSeries series, RangeCall call, StepSeries out) {
    if (series.edges() != Expr.Edges.PLAIN) {
      extended.apply(series, call, out);
      return;
    }
    CounterResets resets = counter ? CounterResets.of(series, call) : CounterResets.NONE;
    for (int step = 0; step < series.steps(); step++) {
      int first = series.from(step);
      int end = series.to(step);
      if (end > first) {
        apply(series, call, resets, step, first, end - 1, out);
      }
    }
  }

  private void apply(
      RangeSeries series,
      RangeCall call,
      CounterResets resets,
      int step,
      int first,
      int last,
      StepSeries out) {
    int histograms = series.histogramsIn(first, last + 1);
    if (histograms > 0 && histograms <= last - first) {
      call.annotations().mixedFloatsAndHistograms(series.metricName(), call.range());
      return;
    }
    boolean fromStart = startsInRange(series, call, step, first);
    if (last == first && !fromStart) {
      return;
    }
    if (histograms > 0) {
      histogram(series, call, step, first, last, fromStart, out);
      return;
    }
    double[] values = series.values();
    double change = values[last] - values[first];
    if (counter) {
      change += resets.correction(first, last);
      if (fromStart) {
        change += values[first];
      }
    }
    out.set(step, change * factor(series, step, first, last, fromStart, values[first], change));
  }

  /**
   * Whether the first sample counts since a moment inside the range: then there was a zero at that
   * moment, and nothing needs to be guessed before it.
   */
  private boolean startsInRange(RangeSeries series, RangeCall call, int step, int first) {
    if (!counter || !call.startTimestamps()) {
      return false;
    }
    long start = series.startMillis(first);
    return start != 0 && start > series.rangeStart(step) && start < series.times()[first];
  }

  private double factor(
      RangeSeries series,
      int step,
      int first,
      int last,
      boolean fromStart,
      double firstValue,
      double change) {
    long[] times = series.times();
    long begin = fromStart ? series.startMillis(first) : times[first];
    double toStart = (begin - series.rangeStart(step)) / 1000.0;
    double toEnd = (series.rangeEnd(step) - times[last]) / 1000.0;
    double sampled = (times[last] - begin) / 1000.0;
    double average = last == first ? 0 : (times[last] - times[first]) / 1000.0 / (last - first);
    double threshold = average * NEAR;
    if (fromStart) {
      toStart = 0;
    } else if (toStart >= threshold) {
      toStart = average / 2;
    }
    if (counter && !fromStart && change > 0 && firstValue >= 0) {
      toStart = Math.min(toStart, sampled * (firstValue / change));
    }
    if (toEnd >= threshold) {
      toEnd = average / 2;
    }
    double factor = (sampled + toStart + toEnd) / sampled;
    return perSecond ? factor / series.rangeSeconds() : factor;
  }

  private void histogram(
      RangeSeries series,
      RangeCall call,
      int step,
      int first,
      int last,
      boolean fromStart,
      StepSeries out) {
    WorkingHistogram change =
        new HistogramChange(series, call, counter).between(first, last, fromStart);
    NativeHistogram start = series.histogram(first);
    if (change != null && start != null) {
      double factor = factor(series, step, first, last, fromStart, start.count(), change.count());
      out.set(step, change.scale(factor).build());
    }
  }
}
