package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;

/** Collects one series' samples into windows. For one thread. */
interface Accumulator {
  /**
   * Adds a sample; samples come in the order of time.
   *
   * @param first first window that holds it
   * @param last last window that holds it; not before the first
   * @param timestampNanos when it was
   * @param value its number
   */
  void add(int first, int last, long timestampNanos, double value);

  /** What came of it. */
  StepSeries finish(Labels labels);
}
