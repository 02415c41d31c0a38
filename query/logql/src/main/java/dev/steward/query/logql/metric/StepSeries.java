package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;
import java.util.BitSet;

/**
 * A series with a place for each moment of an evaluation; some may be empty.
 *
 * @param labels the series
 * @param values a number for each moment
 * @param present at which moments there is a number
 */
record StepSeries(Labels labels, double[] values, BitSet present) {
  /** A series with a number at every moment. */
  static StepSeries constant(Labels labels, double value, int count) {
    double[] values = new double[count];
    java.util.Arrays.fill(values, value);
    BitSet present = new BitSet(count);
    present.set(0, count);
    return new StepSeries(labels, values, present);
  }

  /** An empty series. */
  static StepSeries empty(Labels labels, int count) {
    return new StepSeries(labels, new double[count], new BitSet(count));
  }

  void set(int step, double value) {
    values[step] = value;
    present.set(step);
  }

  StepSeries withLabels(Labels other) {
    return new StepSeries(other, values, present);
  }
}
