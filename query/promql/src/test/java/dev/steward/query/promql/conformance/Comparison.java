package dev.steward.query.promql.conformance;

import dev.steward.query.value.histogram.BucketRange;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
    NativeHistogram wanted = expected.histogram();
    return wanted.schema() == given.schema()
        && equal(wanted.count(), given.count())
        && equal(wanted.sum(), given.sum())
        && Arrays.equals(wanted.customBounds(), given.customBounds())
        && (wanted.hasCustomBuckets()
            || (wanted.zeroThreshold() == given.zeroThreshold()
                && equal(wanted.zeroCount(), given.zeroCount())))
        && (!expected.hinted() || wanted.resetHint() == given.resetHint())
        && sameBuckets(wanted, given);
  }

  private static boolean sameBuckets(NativeHistogram wanted, NativeHistogram given) {
    Map<Double, Double> expected = byUpper(wanted);
    Map<Double, Double> found = byUpper(given);
    for (Map.Entry<Double, Double> bucket : expected.entrySet()) {
      if (!equal(bucket.getValue(), found.getOrDefault(bucket.getKey(), 0.0))) {
        return false;
      }
    }
    return expected.keySet().containsAll(found.keySet());
  }

  private static Map<Double, Double> byUpper(NativeHistogram histogram) {
    Map<Double, Double> counts = new HashMap<>();
    for (BucketRange range : Histograms.ranges(histogram)) {
      if (range.count() != 0) {
        counts.merge(range.upper(), range.count(), Double::sum);
      }
    }
    return counts;
  }
}
