package dev.steward.query.value.histogram;

import dev.steward.spi.model.NativeHistogram;
import java.util.List;

/**
 * Quantiles of native histograms, and the share of observations between two values.
 *
 * <p>Inside an exponential bucket observations are taken as spread evenly over the logarithm;
 * inside the zero bucket and custom buckets evenly over the value. A histogram without negative
 * buckets is taken to hold nothing below zero, and the other way round.
 *
 * @param value the result
 * @param note what there is to say about it
 */
public record HistogramQuantile(double value, Note note) {
  /** What there is to say about a result. */
  public enum Note {
    NONE,
    /** Observations that are NaN made the result NaN. */
    NAN_RESULT,
    /** Observations that are NaN count as the largest. */
    NAN_SKEW,
    /** Observations that are NaN lie in no fraction. */
    NAN_EXCLUDED
  }

  private static HistogramQuantile of(double value) {
    return new HistogramQuantile(value, Note.NONE);
  }

  /** The quantile of a histogram. */
  public static HistogramQuantile quantile(double quantile, NativeHistogram histogram) {
    if (quantile < 0) {
      return of(Double.NEGATIVE_INFINITY);
    }
    if (quantile > 1) {
      return of(Double.POSITIVE_INFINITY);
    }
    if (histogram.count() == 0 || Double.isNaN(quantile)) {
      return of(Double.NaN);
    }
    boolean notNumbers = Double.isNaN(histogram.sum());
    // From the nearer end, except that NaN observations lie beyond the upper one.
    boolean upwards = notNumbers || quantile < 0.5;
    double total = histogram.count();
    double rank = upwards ? quantile * total : (1 - quantile) * total;
    List<BucketRange> ranges = Histograms.ranges(histogram);
    BucketRange bucket = new BucketRange(0, 0, true, true, 0);
    double count = 0;
    for (int i = 0; i < ranges.size() && (i == 0 || count < rank); i++) {
      bucket = ranges.get(upwards ? i : ranges.size() - 1 - i);
      count += bucket.count();
    }
    bucket = oneSided(histogram, bucket);
    if (histogram.hasCustomBuckets()) {
      if (bucket.lower() == Double.NEGATIVE_INFINITY) {
        return of(bucket.upper());
      }
      if (bucket.upper() == Double.POSITIVE_INFINITY) {
        return of(bucket.lower());
      }
    }
    count = Math.min(count, total);
    if (count < rank) {
      return notNumbers ? new HistogramQuantile(Double.NaN, Note.NAN_RESULT) : of(bucket.upper());
    }
    double into = upwards ? rank - (count - bucket.count()) : count - rank;
    double value = interpolate(histogram, bucket, into / bucket.count());
    return new HistogramQuantile(value, notNumbers ? Note.NAN_SKEW : Note.NONE);
  }

  private static double interpolate(
      NativeHistogram histogram, BucketRange bucket, double fraction) {
    if (histogram.hasCustomBuckets() || bucket.touchesZero()) {
      return bucket.lower() + (bucket.upper() - bucket.lower()) * fraction;
    }
    double low = log2(Math.abs(bucket.lower()));
    double high = log2(Math.abs(bucket.upper()));
    return bucket.lower() > 0
        ? Math.pow(2, low + (high - low) * fraction)
        : -Math.pow(2, high + (low - high) * (1 - fraction));
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** A bucket around zero, cut at zero where the histogram has observations on one side only. */
  static BucketRange oneSided(NativeHistogram histogram, BucketRange bucket) {
    if (bucket.lower() < 0 && bucket.upper() > 0) {
      boolean above = Histograms.hasPositive(histogram);
      boolean below = Histograms.hasNegative(histogram);
      if (above && !below) {
        return bucket.between(0, bucket.upper());
      }
      if (below && !above) {
        return bucket.between(bucket.lower(), 0);
      }
    }
    return bucket;
  }

  /** The share of a histogram's observations between two values. */
  public static HistogramQuantile fraction(double lower, double upper, NativeHistogram histogram) {
    if (histogram.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return of(Double.NaN);
    }
    if (lower >= upper) {
      return of(0);
    }
    boolean notNumbers = Double.isNaN(histogram.sum());
    double total = histogram.count();
    double inBuckets = 0;
    double below = Double.NaN;
    double belowUpper = Double.NaN;
    for (BucketRange range : Histograms.ranges(histogram)) {
      BucketRange bucket = oneSided(histogram, range);
      if (Double.isNaN(below)) {
        below = rankOf(histogram, bucket, lower, inBuckets);
      }
      if (Double.isNaN(belowUpper)) {
        belowUpper = rankOf(histogram, bucket, upper, inBuckets);
      }
      inBuckets += bucket.count();
    }
    double most = notNumbers ? inBuckets : total;
    below = Double.isNaN(below) ? most : Math.min(below, total);
    belowUpper = Double.isNaN(belowUpper) ? most : Math.min(belowUpper, total);
    return new HistogramQuantile(
        (belowUpper - below) / total, notNumbers ? Note.NAN_EXCLUDED : Note.NONE);
  }

  /** How many observations lie under a value, or NaN where it lies above the bucket. */
  private static double rankOf(
      NativeHistogram histogram, BucketRange bucket, double value, double before) {
    if (bucket.lower() >= value) {
      return before;
    }
    if (bucket.upper() <= value) {
      return Double.NaN;
    }
    return before + bucket.count() * fractionBelow(histogram, bucket, value);
  }

  /** The share of a bucket's observations under a value inside it. */
  static double fractionBelow(NativeHistogram histogram, BucketRange bucket, double value) {
    if (histogram.hasCustomBuckets() || bucket.touchesZero()) {
      if (bucket.lower() == Double.NEGATIVE_INFINITY) {
        return 1;
      }
      return bucket.upper() == Double.POSITIVE_INFINITY
          ? 0
          : (value - bucket.lower()) / (bucket.upper() - bucket.lower());
    }
    double low = log2(Math.abs(bucket.lower()));
    double high = log2(Math.abs(bucket.upper()));
    double at = log2(Math.abs(value));
    return value > 0 ? (at - low) / (high - low) : 1 - (at - high) / (low - high);
  }
}
