package dev.steward.formats.histogram;

import dev.steward.spi.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Whether a native histogram makes sense. Source: the Prometheus native histogram specification
 * 1.0, and what Prometheus refuses.
 */
public final class HistogramCheck {
  private static final int MIN_SCHEMA = -4;
  private static final int MAX_SCHEMA = 8;

  private HistogramCheck() {}

  /** What is wrong with a histogram, or null. */
  public static @Nullable String problem(NativeHistogram histogram) {
    if (histogram.isStale()) {
      return null;
    }
    String problem =
        histogram.hasCustomBuckets() ? customProblem(histogram) : exponentialProblem(histogram);
    return problem == null ? countProblem(histogram) : problem;
  }

  private static @Nullable String exponentialProblem(NativeHistogram histogram) {
    if (histogram.schema() < MIN_SCHEMA || histogram.schema() > MAX_SCHEMA) {
      return "schema: " + histogram.schema() + " (expected: from -4 to 8, or -53)";
    }
    if (histogram.customBounds().length > 0) {
      return "custom bounds: with schema " + histogram.schema() + " (expected: none)";
    }
    if (!(histogram.zeroThreshold() >= 0)) {
      return "zero threshold: " + histogram.zeroThreshold() + " (expected: not negative)";
    }
    return null;
  }

  private static @Nullable String customProblem(NativeHistogram histogram) {
    double[] bounds = histogram.customBounds();
    for (int i = 0; i < bounds.length; i++) {
      if (!(i == 0 || bounds[i] > bounds[i - 1])
          || !(Math.abs(bounds[i]) < Double.POSITIVE_INFINITY)) {
        return "custom bounds: " + bounds[i] + " at " + i + " (expected: rising and finite)";
      }
    }
    if (histogram.zeroCount() != 0 || histogram.zeroThreshold() != 0) {
      return "zero bucket: with custom bounds (expected: none)";
    }
    if (histogram.negativeBuckets().length > 0 || histogram.negativeSpans().length > 0) {
      return "negative buckets: with custom bounds (expected: none)";
    }
    long index = 0;
    for (NativeHistogram.Span span : histogram.positiveSpans()) {
      index += span.offset();
      if (index < 0) {
        return "positive spans: before the first bound (expected: from 0)";
      }
      index += span.length();
    }
    return index > bounds.length + 1
        ? "positive spans: up to bucket "
            + index
            + " (expected: at most "
            + (bounds.length + 1)
            + ")"
        : null;
  }

  private static @Nullable String countProblem(NativeHistogram histogram) {
    double populations = histogram.zeroCount();
    boolean negative = histogram.zeroCount() < 0 || histogram.count() < 0;
    for (double[] buckets :
        new double[][] {histogram.positiveBuckets(), histogram.negativeBuckets()}) {
      for (double population : buckets) {
        negative |= population < 0;
        populations += population;
      }
    }
    if (negative && histogram.resetHint() != NativeHistogram.ResetHint.GAUGE) {
      return "populations: negative (expected: none of a counter)";
    }
    if (histogram.isInteger()) {
      boolean holds =
          Double.isNaN(histogram.sum())
              ? populations <= histogram.count()
              : populations == histogram.count();
      if (!holds) {
        return "count: " + histogram.count() + " (expected: " + populations + ", the buckets' sum)";
      }
    }
    return null;
  }
}
