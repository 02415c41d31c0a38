package dev.steward.query.promql.conformance;

import dev.steward.query.promql.series.HistogramLiteral;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;

/** Equality up to what arithmetic in another order changes. */
final class Comparison {
  private static final double TOLERANCE = 1e-6;

  private Comparison() {}

  static boolean equal(double expected, double given) {
    if (SampleValues.isStale(expected) || SampleValues.isStale(given)) {
      return SampleValues.isStale(expected) && SampleValues.isStale(given);
    }
    if (Double.isNaN(expected) && Double.isNaN(given)) {
      return true;
    }
    if (expected == given) {
      return true;
    }
    double sum = Math.abs(expected) + Math.abs(given);
    double difference = Math.abs(expected - given);
    if (expected == 0 || given == 0 || sum < Double.MIN_NORMAL) {
      return difference < TOLERANCE * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
  }

  static boolean equal(HistogramLiteral expected, NativeHistogram given) {
    return expected.describes(given, Comparison::equal);
  }
}
