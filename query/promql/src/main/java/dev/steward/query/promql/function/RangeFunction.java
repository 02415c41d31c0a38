package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;
import dev.steward.spi.store.MetricQuery;

/**
 * A function that makes one sample of each window of a series. {@link #forCall()} is safe for any
 * thread, the rest for one.
 */
public interface RangeFunction {
  /**
   * Puts the result of each step's window into {@code out}, or leaves it without a sample.
   *
   * @param series the samples and their windows
   * @param call the rest of the call
   * @param out a series without samples
   */
  void apply(RangeSeries series, RangeCall call, StepSeries out);

  /**
   * What it makes of the samples of a window, by which a store may answer with less than all of
   * them.
   */
  default MetricQuery.Rollup rollup() {
    return MetricQuery.Rollup.NONE;
  }

  /** The function for one call: another object where something is kept from series to series. */
  default RangeFunction forCall() {
    return this;
  }

  /** Whether the result keeps the metric's name. */
  default boolean keepsName() {
    return false;
  }

  /** Whether this is a rate of a counter, whose name should say so. */
  default boolean expectsCounter() {
    return false;
  }
}
