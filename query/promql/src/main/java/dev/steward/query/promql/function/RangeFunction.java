package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;

/** A function that makes one sample of each window of a series. Safe for any thread. */
public interface RangeFunction {
  /**
   * Puts the result of each step's window into {@code out}, or leaves it without a sample.
   *
   * @param series the samples and their windows
   * @param call the rest of the call
   * @param out a series without samples
   */
  void apply(RangeSeries series, RangeCall call, StepSeries out);

  /** Whether the result keeps the metric's name. */
  default boolean keepsName() {
    return false;
  }

  /** Whether this is a rate of a counter, whose name should say so. */
  default boolean expectsCounter() {
    return false;
  }
}
