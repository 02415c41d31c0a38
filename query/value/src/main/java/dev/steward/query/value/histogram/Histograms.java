package dev.steward.query.value.histogram;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can be said of finished histograms. */
public final class Histograms {
  private Histograms() {}

  /** The buckets from the lowest to the highest, the zero bucket among them where it holds any. */
  public static List<BucketRange> ranges(NativeHistogram histogram) {
    List<BucketRange> ranges = new ArrayList<>();
    Buckets above = Buckets.of(histogram.positiveSpans(), histogram.positiveBuckets());
    if (histogram.hasCustomBuckets()) {
      addCustom(histogram.customBounds(), above, ranges);
      return ranges;
    }
    Buckets below = Buckets.of(histogram.negativeSpans(), histogram.negativeBuckets());
    double zero = histogram.zeroThreshold();
    int schema = histogram.schema();
    for (int i = below.size() - 1; i >= 0; i--) {
      double far = Bounds.upper(below.index(i), schema);
      double near = Math.max(zero, Bounds.upper(below.index(i) - 1, schema));
      ranges.add(new BucketRange(-far, -near, true, false, below.count(i)));
    }
    if (histogram.zeroCount() > 0) {
      ranges.add(new BucketRange(-zero, zero, true, true, histogram.zeroCount()));
    }
    for (int i = 0; i < above.size(); i++) {
      double far = Bounds.upper(above.index(i), schema);
      double near = Math.max(zero, Bounds.upper(above.index(i) - 1, schema));
      ranges.add(new BucketRange(near, far, false, true, above.count(i)));
    }
    return ranges;
  }

  private static void addCustom(double[] bounds, Buckets buckets, List<BucketRange> into) {
    for (int i = 0; i < buckets.size(); i++) {
      int index = buckets.index(i);
      double lower = index == 0 ? Double.NEGATIVE_INFINITY : bounds[index - 1];
      double upper = index >= bounds.length ? Double.POSITIVE_INFINITY : bounds[index];
      into.add(new BucketRange(lower, upper, index == 0, true, buckets.count(i)));
    }
  }

  /** Whether any bucket above zero holds observations. */
  static boolean hasPositive(NativeHistogram histogram) {
    return histogram.positiveBuckets().length > 0;
  }

  /** Whether any bucket below zero holds observations. */
  static boolean hasNegative(NativeHistogram histogram) {
    return histogram.negativeBuckets().length > 0;
  }

  /** Whether two histograms hold the same observations, whatever their hints and empty buckets. */
  public static boolean sameAs(NativeHistogram left, NativeHistogram right) {
    return left.schema() == right.schema()
        && left.count() == right.count()
        && Double.doubleToLongBits(left.sum()) == Double.doubleToLongBits(right.sum())
        && (left.hasCustomBuckets()
            ? Arrays.equals(left.customBounds(), right.customBounds())
            : left.zeroThreshold() == right.zeroThreshold()
                && left.zeroCount() == right.zeroCount())
        && Buckets.of(left.positiveSpans(), left.positiveBuckets())
            .sameAs(Buckets.of(right.positiveSpans(), right.positiveBuckets()))
        && Buckets.of(left.negativeSpans(), left.negativeBuckets())
            .sameAs(Buckets.of(right.negativeSpans(), right.negativeBuckets()));
  }

  /**
   * Whether a counter was reset between two histograms: some population fell, or the layout changed
   * in a way that only a restart allows. A hint on the later one decides without looking.
   */
  public static boolean isReset(NativeHistogram previous, NativeHistogram current) {
    if (current.resetHint() == ResetHint.RESET) {
      return true;
    }
    if (current.resetHint() == ResetHint.NOT_RESET) {
      return false;
    }
    if (current.count() < previous.count()
        || current.hasCustomBuckets() != previous.hasCustomBuckets()) {
      return true;
    }
    WorkingHistogram before = WorkingHistogram.of(previous);
    WorkingHistogram now = WorkingHistogram.of(current);
    if (current.hasCustomBuckets()) {
      try {
        WorkingHistogram.align(before, now);
      } catch (IncompatibleSchemasException e) {
        return true;
      }
      return anyFell(before.positive(), now.positive());
    }
    if (current.schema() > previous.schema()
        || current.zeroThreshold() < previous.zeroThreshold()) {
      return true;
    }
    if (current.zeroThreshold() > previous.zeroThreshold()) {
      if (before.settledThreshold(now.zeroThreshold()) != now.zeroThreshold()) {
        return true;
      }
      before.widenZero(now.zeroThreshold());
    }
    before.reduceTo(now.schema());
    return now.zeroCount() < before.zeroCount()
        || anyFell(before.positive(), now.positive())
        || anyFell(before.negative(), now.negative());
  }

  private static boolean anyFell(Buckets before, Buckets now) {
    for (int i = 0; i < before.size(); i++) {
      if (before.count(i) != 0 && now.countOf(before.index(i)) < before.count(i)) {
        return true;
      }
    }
    return false;
  }

  /** Variance of the observations, each taken at the middle of its bucket. */
  public static double variance(NativeHistogram histogram) {
    double mean = histogram.sum() / histogram.count();
    double variance = 0;
    double error = 0;
    for (BucketRange bucket : ranges(histogram)) {
      if (bucket.count() == 0) {
        continue;
      }
      double delta = middle(histogram, bucket) - mean;
      double value = bucket.count() * delta * delta;
      double total = variance + value;
      if (Double.isInfinite(total)) {
        error = 0;
      } else if (Math.abs(variance) >= Math.abs(value)) {
        error += (variance - total) + value;
      } else {
        error += (value - total) + variance;
      }
      variance = total;
    }
    return (variance + error) / histogram.count();
  }

  private static double middle(NativeHistogram histogram, BucketRange bucket) {
    if (histogram.hasCustomBuckets()) {
      return (bucket.upper() + bucket.lower()) / 2;
    }
    if (bucket.touchesZero()) {
      return 0;
    }
    double middle = Math.sqrt(bucket.upper() * bucket.lower());
    return bucket.upper() < 0 ? -middle : middle;
  }
}
