package dev.steward.query.value.histogram;

import dev.steward.spi.model.NativeHistogram;

/**
 * Cuts observations above or below a value out of a histogram. For one thread.
 *
 * <p>A bucket that holds the value is split as {@link HistogramQuantile} takes its observations to
 * be spread. An outermost custom bucket has no limit on one side: below zero nothing is known of
 * its spread, so it stays or goes whole. Where anything was cut, the sum is estimated anew from the
 * middles of what is left.
 */
public final class HistogramTrim {
  private final NativeHistogram histogram;
  private final double limit;
  private final boolean keepBelow;
  private double sum;
  private double count;
  private boolean cut;

  private HistogramTrim(NativeHistogram histogram, double limit, boolean keepBelow) {
    this.histogram = histogram;
    this.limit = limit;
    this.keepBelow = keepBelow;
  }

  /** What lies under a value. */
  public static NativeHistogram below(NativeHistogram histogram, double limit) {
    return new HistogramTrim(histogram, limit, true).result();
  }

  /** What lies above a value. */
  public static NativeHistogram above(NativeHistogram histogram, double limit) {
    return new HistogramTrim(histogram, limit, false).result();
  }

  private NativeHistogram result() {
    if (limit == (keepBelow ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY)) {
      return histogram;
    }
    WorkingHistogram trimmed = WorkingHistogram.of(histogram);
    Buckets positive = trimmed.positive();
    Buckets negative = trimmed.negative();
    for (int i = 0; i < positive.size(); i++) {
      positive.setCount(
          i, histogram.hasCustomBuckets() ? custom(positive, i) : exponential(positive, i, false));
    }
    for (int i = 0; i < negative.size(); i++) {
      negative.setCount(i, exponential(negative, i, true));
    }
    double zeroCount = histogram.hasCustomBuckets() ? 0 : zero();
    if (!cut) {
      return histogram;
    }
    trimmed.setTotals(zeroCount, count, sum);
    return trimmed.build();
  }

  private double exponential(Buckets side, int at, boolean mirrored) {
    double far = Bounds.upper(side.index(at), histogram.schema());
    double near =
        Math.max(histogram.zeroThreshold(), Bounds.upper(side.index(at) - 1, histogram.schema()));
    BucketRange bucket =
        mirrored
            ? new BucketRange(-far, -near, true, false, side.count(at))
            : new BucketRange(near, far, false, true, side.count(at));
    return kept(bucket, false);
  }

  private double zero() {
    double width = histogram.zeroThreshold();
    BucketRange bucket = new BucketRange(-width, width, true, true, histogram.zeroCount());
    return bucket.count() == 0 ? 0 : kept(HistogramQuantile.oneSided(histogram, bucket), true);
  }

  private double custom(Buckets side, int at) {
    double[] bounds = histogram.customBounds();
    int index = side.index(at);
    double population = side.count(at);
    double upper = index >= bounds.length ? Double.POSITIVE_INFINITY : bounds[index];
    if (index > 0 && upper < Double.POSITIVE_INFINITY) {
      return kept(new BucketRange(bounds[index - 1], upper, false, true, population), true);
    }
    if (population == 0) {
      return 0;
    }
    if (index == 0 && index < bounds.length) {
      return lowest(upper, population);
    }
    // The bucket without an upper limit, or the only one of all.
    if (keepBelow || index == 0 || limit == Double.POSITIVE_INFINITY) {
      cut = true;
      return 0;
    }
    double lower = bounds[index - 1];
    cut |= limit > lower;
    return keep(population, Math.max(lower, limit));
  }

  /** The bucket without a lower limit. */
  private double lowest(double upper, double population) {
    if (upper > 0 && limit >= 0) {
      return kept(new BucketRange(0, upper, false, true, population), true);
    }
    if (!keepBelow || upper > 0 || limit == Double.NEGATIVE_INFINITY) {
      cut = true;
      return 0;
    }
    cut |= limit < upper;
    return keep(population, Math.min(upper, limit));
  }

  /** What is left of a bucket with two limits. */
  private double kept(BucketRange bucket, boolean linear) {
    double lower = bucket.lower();
    double upper = bucket.upper();
    boolean whole = keepBelow ? upper <= limit : lower >= limit;
    if (!whole) {
      boolean none = keepBelow ? lower >= limit : upper <= limit;
      cut |= bucket.count() != 0;
      if (none) {
        return 0;
      }
      double below = HistogramQuantile.fractionBelow(histogram, bucket, limit);
      double share = keepBelow ? below : 1 - below;
      double rest = bucket.count() * share;
      return keep(rest, keepBelow ? middle(lower, limit, linear) : middle(limit, upper, linear));
    }
    return keep(bucket.count(), middle(lower, upper, linear));
  }

  private double keep(double population, double value) {
    count += population;
    if (population != 0) {
      sum += population * value;
    }
    return population;
  }

  private static double middle(double lower, double upper, boolean linear) {
    if (linear) {
      return (lower + upper) / 2;
    }
    double middle = Math.sqrt(lower * upper);
    return upper < 0 ? -middle : middle;
  }
}
