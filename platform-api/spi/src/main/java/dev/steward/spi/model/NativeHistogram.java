package dev.steward.spi.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A native histogram sample: observations counted in buckets of exponential or custom bounds.
 * Immutable.
 *
 * <p>Source: the Prometheus native histogram specification 1.0. Bucket populations are absolute
 * (not deltas) and lie in the order of the spans. Integer histograms hold whole numbers and say so
 * with {@code integer}, so that they go out as they came in. Arrays are the histogram's own;
 * readers must not write to them.
 */
public final class NativeHistogram {
  /** The schema of histograms with custom bounds. */
  public static final int CUSTOM_BUCKETS = -53;

  /** What is known about a counter's reset between the sample before and this one. */
  public enum ResetHint {
    UNKNOWN,
    RESET,
    NOT_RESET,
    GAUGE
  }

  /**
   * A run of adjacent buckets.
   *
   * @param offset gap to the end of the span before; for the first span the index of its first
   *     bucket
   * @param length how many buckets; not negative
   */
  public record Span(int offset, int length) {
    /** Checks the length. */
    public Span {
      if (length < 0) {
        throw new IllegalArgumentException("length: " + length + " (expected: not negative)");
      }
    }
  }

  private static final Span[] NO_SPANS = {};
  private static final double[] NO_NUMBERS = {};

  private final int schema;
  private final double zeroThreshold;
  private final double zeroCount;
  private final double count;
  private final double sum;
  private final Span[] positiveSpans;
  private final double[] positiveBuckets;
  private final Span[] negativeSpans;
  private final double[] negativeBuckets;
  private final double[] customBounds;
  private final ResetHint resetHint;
  private final boolean integer;

  private NativeHistogram(Builder builder) {
    schema = builder.schema;
    zeroThreshold = builder.zeroThreshold;
    zeroCount = builder.zeroCount;
    count = builder.count;
    sum = builder.sum;
    positiveSpans = builder.positiveSpans;
    positiveBuckets = builder.positiveBuckets;
    negativeSpans = builder.negativeSpans;
    negativeBuckets = builder.negativeBuckets;
    customBounds = builder.customBounds;
    resetHint = builder.resetHint;
    integer = builder.integer;
    check("positive", positiveSpans, positiveBuckets);
    check("negative", negativeSpans, negativeBuckets);
  }

  private static void check(String side, Span[] spans, double[] buckets) {
    long spanned = 0;
    for (int i = 0; i < spans.length; i++) {
      spanned += spans[i].length();
      if (i > 0 && spans[i].offset() < 0) {
        throw new IllegalArgumentException(
            side
                + " span "
                + i
                + ": offset "
                + spans[i].offset()
                + " (expected: not negative after the first)");
      }
    }
    if (spanned != buckets.length) {
      throw new IllegalArgumentException(
          side + " buckets: " + buckets.length + " (expected: " + spanned + ", as the spans say)");
    }
  }

  /**
   * Resolution: bounds grow by 2^(2^-schema) for -4..8; {@link #CUSTOM_BUCKETS} for custom bounds.
   */
  public int schema() {
    return schema;
  }

  /** Whether the bounds are {@link #customBounds()}. */
  public boolean hasCustomBuckets() {
    return schema == CUSTOM_BUCKETS;
  }

  /** Half the width of the zero bucket. */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  /** Observations in the zero bucket. */
  public double zeroCount() {
    return zeroCount;
  }

  /** All observations. */
  public double count() {
    return count;
  }

  /** Sum of all observed values; the staleness marker here says that the series ends. */
  public double sum() {
    return sum;
  }

  /** Spans of the buckets above zero. */
  public Span[] positiveSpans() {
    return positiveSpans;
  }

  /** Populations of the buckets above zero. */
  public double[] positiveBuckets() {
    return positiveBuckets;
  }

  /** Spans of the buckets below zero. */
  public Span[] negativeSpans() {
    return negativeSpans;
  }

  /** Populations of the buckets below zero. */
  public double[] negativeBuckets() {
    return negativeBuckets;
  }

  /** Upper bounds of custom buckets, rising; the bucket above the last has none. */
  public double[] customBounds() {
    return customBounds;
  }

  /** What is known about a reset. */
  public ResetHint resetHint() {
    return resetHint;
  }

  /** Whether every population is a whole number by type, not by chance. */
  public boolean isInteger() {
    return integer;
  }

  /** Whether this is the staleness marker. */
  public boolean isStale() {
    return SampleValues.isStale(sum);
  }

  /** An editor that starts from this histogram. */
  public Builder edit() {
    return new Builder()
        .schema(schema)
        .zero(zeroThreshold, zeroCount)
        .count(count)
        .sum(sum)
        .positive(positiveSpans, positiveBuckets)
        .negative(negativeSpans, negativeBuckets)
        .customBounds(customBounds)
        .resetHint(resetHint)
        .integer(integer);
  }

  /** An editor of an empty histogram. */
  public static Builder builder() {
    return new Builder();
  }

  /** Equality of every field, numbers by their bits. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NativeHistogram that
        && schema == that.schema
        && Double.doubleToLongBits(zeroThreshold) == Double.doubleToLongBits(that.zeroThreshold)
        && Double.doubleToLongBits(zeroCount) == Double.doubleToLongBits(that.zeroCount)
        && Double.doubleToLongBits(count) == Double.doubleToLongBits(that.count)
        && Double.doubleToRawLongBits(sum) == Double.doubleToRawLongBits(that.sum)
        && Arrays.equals(positiveSpans, that.positiveSpans)
        && Arrays.equals(positiveBuckets, that.positiveBuckets)
        && Arrays.equals(negativeSpans, that.negativeSpans)
        && Arrays.equals(negativeBuckets, that.negativeBuckets)
        && Arrays.equals(customBounds, that.customBounds)
        && resetHint == that.resetHint
        && integer == that.integer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(schema, count, sum, Arrays.hashCode(positiveBuckets));
  }

  @Override
  public String toString() {
    return "{schema:%d count:%s sum:%s z_bucket:%s z_bucket_w:%s spans:%s buckets:%s n_spans:%s n_buckets:%s custom_values:%s hint:%s}"
        .formatted(
            schema,
            count,
            sum,
            zeroCount,
            zeroThreshold,
            Arrays.toString(positiveSpans),
            Arrays.toString(positiveBuckets),
            Arrays.toString(negativeSpans),
            Arrays.toString(negativeBuckets),
            Arrays.toString(customBounds),
            resetHint);
  }

  /**
   * Collects the fields of a histogram. Arrays given become the histogram's own. Not safe for
   * several threads.
   */
  public static final class Builder {
    private int schema;
    private double zeroThreshold;
    private double zeroCount;
    private double count;
    private double sum;
    private Span[] positiveSpans = NO_SPANS;
    private double[] positiveBuckets = NO_NUMBERS;
    private Span[] negativeSpans = NO_SPANS;
    private double[] negativeBuckets = NO_NUMBERS;
    private double[] customBounds = NO_NUMBERS;
    private ResetHint resetHint = ResetHint.UNKNOWN;
    private boolean integer;

    private Builder() {}

    /** See {@link NativeHistogram#schema()}. */
    public Builder schema(int value) {
      schema = value;
      return this;
    }

    /** The zero bucket. */
    public Builder zero(double threshold, double population) {
      zeroThreshold = threshold;
      zeroCount = population;
      return this;
    }

    /** All observations. */
    public Builder count(double value) {
      count = value;
      return this;
    }

    /** Sum of all observed values. */
    public Builder sum(double value) {
      sum = value;
      return this;
    }

    /** Buckets above zero. */
    public Builder positive(Span[] spans, double[] buckets) {
      positiveSpans = spans;
      positiveBuckets = buckets;
      return this;
    }

    /** Buckets below zero. */
    public Builder negative(Span[] spans, double[] buckets) {
      negativeSpans = spans;
      negativeBuckets = buckets;
      return this;
    }

    /** Upper bounds of custom buckets. */
    public Builder customBounds(double[] bounds) {
      customBounds = bounds;
      return this;
    }

    /** See {@link NativeHistogram#resetHint()}. */
    public Builder resetHint(ResetHint hint) {
      resetHint = hint;
      return this;
    }

    /** See {@link NativeHistogram#isInteger()}. */
    public Builder integer(boolean value) {
      integer = value;
      return this;
    }

    /**
     * The histogram.
     *
     * @throws IllegalArgumentException if spans and buckets do not fit together
     */
    public NativeHistogram build() {
      return new NativeHistogram(this);
    }
  }
}
