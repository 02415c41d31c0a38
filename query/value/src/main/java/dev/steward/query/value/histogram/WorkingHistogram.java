package dev.steward.query.value.histogram;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import java.util.Arrays;

/**
 * A histogram that is being computed. For one thread.
 *
 * <p>Two histograms of different resolution meet at the lower one; zero buckets of different width
 * meet at the wider one, widened further where it would cut a populated bucket; custom buckets meet
 * at the bounds that both have. Source: the Prometheus native histogram specification 1.0.
 */
public final class WorkingHistogram {
  private static final double[] NO_BOUNDS = {};

  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private double count;
  private double sum;
  private Buckets positive;
  private Buckets negative;
  private double[] bounds;
  private ResetHint hint;

  private WorkingHistogram(
      int schema, double zeroThreshold, Buckets positive, Buckets negative, double[] bounds) {
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.positive = positive;
    this.negative = negative;
    this.bounds = bounds;
    this.hint = ResetHint.UNKNOWN;
  }

  /** A copy of a histogram to compute with. */
  public static WorkingHistogram of(NativeHistogram source) {
    WorkingHistogram copy =
        new WorkingHistogram(
            source.schema(),
            source.zeroThreshold(),
            Buckets.of(source.positiveSpans(), source.positiveBuckets()),
            Buckets.of(source.negativeSpans(), source.negativeBuckets()),
            source.customBounds());
    copy.zeroCount = source.zeroCount();
    copy.count = source.count();
    copy.sum = source.sum();
    copy.hint = source.resetHint();
    return copy;
  }

  /** An empty histogram of another's resolution. */
  public static WorkingHistogram emptyLike(NativeHistogram other) {
    return new WorkingHistogram(
        other.schema(), 0, new Buckets(), new Buckets(), other.customBounds());
  }

  /** An empty histogram of this one's layout, to hold the errors of its sums. */
  WorkingHistogram emptyTwin() {
    return new WorkingHistogram(schema, zeroThreshold, new Buckets(), new Buckets(), bounds);
  }

  /** A copy. */
  public WorkingHistogram copy() {
    WorkingHistogram copy =
        new WorkingHistogram(schema, zeroThreshold, positive.copy(), negative.copy(), bounds);
    copy.zeroCount = zeroCount;
    copy.count = count;
    copy.sum = sum;
    copy.hint = hint;
    return copy;
  }

  /** All observations. */
  public double count() {
    return count;
  }

  /** Sum of the observations. */
  public double sum() {
    return sum;
  }

  int schema() {
    return schema;
  }

  double zeroThreshold() {
    return zeroThreshold;
  }

  double zeroCount() {
    return zeroCount;
  }

  Buckets positive() {
    return positive;
  }

  Buckets negative() {
    return negative;
  }

  double[] bounds() {
    return bounds;
  }

  void setTotals(double newZeroCount, double newCount, double newSum) {
    zeroCount = newZeroCount;
    count = newCount;
    sum = newSum;
  }

  /** Whether the buckets have custom bounds. */
  public boolean hasCustomBuckets() {
    return schema == NativeHistogram.CUSTOM_BUCKETS;
  }

  /** What is known of a reset. */
  public ResetHint hint() {
    return hint;
  }

  /** Says what is known of a reset. */
  public WorkingHistogram hint(ResetHint newHint) {
    hint = newHint;
    return this;
  }

  /** Multiplies all populations and the sum. A negative factor makes a gauge. */
  public WorkingHistogram scale(double factor) {
    zeroCount *= factor;
    count *= factor;
    sum *= factor;
    positive.scale(factor);
    negative.scale(factor);
    if (factor < 0) {
      hint = ResetHint.GAUGE;
    }
    return this;
  }

  /** Divides all populations and the sum; by zero the buckets go, as they would hold nothing. */
  public WorkingHistogram divide(double divisor) {
    zeroCount /= divisor;
    count /= divisor;
    sum /= divisor;
    if (divisor == 0) {
      positive = new Buckets();
      negative = new Buckets();
    } else {
      positive.divide(divisor);
      negative.divide(divisor);
    }
    if (divisor < 0) {
      hint = ResetHint.GAUGE;
    }
    return this;
  }

  /**
   * Adds another histogram, or takes it away.
   *
   * @param sign 1 or -1
   * @return whether custom bounds differed and were reconciled
   */
  public boolean add(WorkingHistogram other, int sign) throws IncompatibleSchemasException {
    WorkingHistogram aligned = other.copy();
    boolean reconciled = align(this, aligned);
    zeroCount += sign * aligned.zeroCount;
    count += sign * aligned.count;
    sum += sign * aligned.sum;
    addAll(positive, aligned.positive, sign);
    addAll(negative, aligned.negative, sign);
    return reconciled;
  }

  private static void addAll(Buckets into, Buckets from, int sign) {
    for (int i = 0; i < from.size(); i++) {
      into.add(from.index(i), sign * from.count(i));
    }
  }

  /**
   * Joins the hint with that of another histogram that is added to this one.
   *
   * @return whether one says that there was a reset and the other that there was none
   */
  public boolean joinHint(ResetHint other) {
    if (other == hint || hint == ResetHint.GAUGE) {
      return false;
    }
    if (other == ResetHint.GAUGE) {
      hint = ResetHint.GAUGE;
      return false;
    }
    boolean collision = hint != ResetHint.UNKNOWN && other != ResetHint.UNKNOWN;
    hint = ResetHint.UNKNOWN;
    return collision;
  }

  /** Gives two histograms one layout; tells whether custom bounds had to be reconciled. */
  static boolean align(WorkingHistogram left, WorkingHistogram right)
      throws IncompatibleSchemasException {
    if (left.hasCustomBuckets() != right.hasCustomBuckets()) {
      throw new IncompatibleSchemasException();
    }
    if (left.hasCustomBuckets()) {
      if (Arrays.equals(left.bounds, right.bounds)) {
        return false;
      }
      double[] shared = sharedBounds(left.bounds, right.bounds);
      left.coarsen(shared);
      right.coarsen(shared);
      return true;
    }
    while (left.zeroThreshold != right.zeroThreshold) {
      if (left.zeroThreshold < right.zeroThreshold) {
        left.widenZero(right.zeroThreshold);
      } else {
        right.widenZero(left.zeroThreshold);
      }
    }
    int lower = Math.min(left.schema, right.schema);
    left.reduceTo(lower);
    right.reduceTo(lower);
    return false;
  }

  private static double[] sharedBounds(double[] left, double[] right) {
    return Arrays.stream(left).filter(bound -> Arrays.binarySearch(right, bound) >= 0).toArray();
  }

  void coarsen(double[] newBounds) {
    positive = positive.withBounds(bounds, newBounds);
    bounds = newBounds;
  }

  /** Lowers the resolution. */
  public WorkingHistogram reduceTo(int newSchema) {
    if (newSchema < schema && !hasCustomBuckets()) {
      positive = positive.atLowerResolution(schema - newSchema);
      negative = negative.atLowerResolution(schema - newSchema);
      schema = newSchema;
    }
    return this;
  }

  /**
   * Widens the zero bucket to a threshold, or to the end of a populated bucket that it would cut.
   */
  void widenZero(double wanted) {
    double threshold = settledThreshold(wanted);
    absorb(positive, threshold);
    absorb(negative, threshold);
    zeroThreshold = threshold;
    positive = positive.compact();
    negative = negative.compact();
  }

  /** The least threshold not under the wanted one that cuts no populated bucket. */
  double settledThreshold(double wanted) {
    double threshold = wanted;
    while (true) {
      double next = Math.max(endOfCut(positive, threshold), endOfCut(negative, threshold));
      if (next <= threshold) {
        return threshold;
      }
      threshold = next;
    }
  }

  private double endOfCut(Buckets side, double threshold) {
    for (int i = 0; i < side.size(); i++) {
      double upper = Bounds.upper(side.index(i), schema);
      double lower = Bounds.upper(side.index(i) - 1, schema);
      if (side.count(i) != 0 && lower < threshold && upper > threshold) {
        return upper;
      }
    }
    return threshold;
  }

  private void absorb(Buckets side, double threshold) {
    for (int i = 0; i < side.size(); i++) {
      if (Bounds.upper(side.index(i), schema) <= threshold) {
        zeroCount += side.count(i);
        side.setCount(i, 0);
      }
    }
  }

  boolean hasOverflow() {
    return Double.isInfinite(zeroCount)
        || Double.isInfinite(count)
        || Double.isInfinite(sum)
        || positive.hasOverflow()
        || negative.hasOverflow();
  }

  /** The result, without empty buckets. */
  public NativeHistogram build() {
    Buckets above = positive.compact();
    Buckets below = negative.compact();
    return NativeHistogram.builder()
        .schema(schema)
        .zero(zeroThreshold, zeroCount)
        .count(count)
        .sum(sum)
        .positive(above.spans(), above.populations())
        .negative(below.spans(), below.populations())
        .customBounds(hasCustomBuckets() ? bounds : NO_BOUNDS)
        .resetHint(hint)
        .build();
  }
}
