package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.MetricQuery;

/**
 * The change over a range, extrapolated to its edges: rate, increase and delta.
 *
 * <p>The change between the first and the last sample is stretched to the whole range: to an edge
 * that is nearer than 1.1 times the average distance of samples, else by half that distance, as the
 * series then seems to start or end there. A counter is never stretched below zero. Source: the
 * Prometheus documentation of these functions.
 */
final class Rate implements RangeFunction {
  private final boolean counter;
  private final boolean perSecond;
  private final ExtendedRate extended;
  private final Stretch stretch;

  Rate(boolean counter, boolean perSecond) {
    this.counter = counter;
    this.perSecond = perSecond;
    this.extended = new ExtendedRate(counter, perSecond);
    this.stretch = new Stretch(perSecond);
  }

  @Override
  public RangeFunction forCall() {
    return new Rate(counter, perSecond);
  }

  @Override
  public MetricQuery.Rollup rollup() {
    return MetricQuery.Rollup.CHANGE;
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
    stretch.load(series);
    CounterResets resets = counter ? CounterResets.of(series, call) : CounterResets.NONE;
    if (!series.mayHoldHistograms() && !call.startTimestamps()) {
      numbers(series, resets, out);
      return;
    }
    for (int step = 0; step < series.steps(); step++) {
      int first = series.from(step);
      int end = series.to(step);
      if (end > first) {
        apply(series, call, resets, step, first, end - 1, out);
      }
    }
  }

  /** The plain case, apart because most series are of it. */
  private void numbers(RangeSeries series, CounterResets resets, StepSeries out) {
    double[] values = series.values();
    for (int step = 0; step < series.steps(); step++) {
      int first = series.from(step);
      int last = series.to(step) - 1;
      if (last > first) {
        double change = values[last] - values[first] + resets.correction(first, last);
        double factor =
            counter ? stretch.ofCounter(series, step, values[first], change) : stretch.plain(step);
        out.set(step, change * factor);
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
    double change = values[last] - values[first] + resets.correction(first, last);
    if (fromStart) {
      change += values[first];
    }
    out.set(step, change * factor(series, step, fromStart, values[first], change));
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
      RangeSeries series, int step, boolean fromStart, double firstValue, double change) {
    if (fromStart) {
      return stretch.fromStart(series, step, series.startMillis(series.from(step)));
    }
    return counter ? stretch.ofCounter(series, step, firstValue, change) : stretch.plain(step);
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
      double factor = factor(series, step, fromStart, start.count(), change.count());
      out.set(step, change.scale(factor).build());
    }
  }
}
