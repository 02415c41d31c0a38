package dev.steward.query.promql.function;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The cumulative buckets of a classic histogram at one moment. For one thread.
 *
 * <p>Observations are taken as spread evenly inside a bucket. Counts that fall from one bucket to
 * the next are raised; those that differ by no more than rounding are made equal without a word.
 */
final class ClassicBuckets {
  private static final double ROUNDING = 1e-12;

  private record Bucket(double upper, double count) {}

  private Bucket[] buckets = new Bucket[8];
  private int size;
  private boolean raised;

  void clear() {
    size = 0;
    raised = false;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(double upper, double count) {
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, size * 2);
    }
    buckets[size++] = new Bucket(upper, count);
  }

  /** Whether counts had to be raised by the last question. */
  boolean raised() {
    return raised;
  }

  /** Sorts, merges equal limits and mends counts; false where nothing can be said. */
  private boolean prepare() {
    Arrays.sort(buckets, 0, size, Comparator.comparingDouble(Bucket::upper));
    if (buckets[size - 1].upper() != Double.POSITIVE_INFINITY) {
      return false;
    }
    int kept = 0;
    for (int i = 1; i < size; i++) {
      if (buckets[i].upper() == buckets[kept].upper()) {
        buckets[kept] =
            new Bucket(buckets[kept].upper(), buckets[kept].count() + buckets[i].count());
      } else {
        buckets[++kept] = buckets[i];
      }
    }
    size = kept + 1;
    mend();
    return size >= 2 && buckets[size - 1].count() != 0;
  }

  private void mend() {
    double previous = buckets[0].count();
    for (int i = 1; i < size; i++) {
      double count = buckets[i].count();
      double difference = Math.abs(count - previous);
      if (difference != 0 && difference / count <= ROUNDING) {
        buckets[i] = new Bucket(buckets[i].upper(), previous);
      } else {
        previous = count;
      }
    }
    double most = buckets[0].count();
    for (int i = 1; i < size; i++) {
      if (buckets[i].count() > most) {
        most = buckets[i].count();
      } else if (buckets[i].count() < most) {
        buckets[i] = new Bucket(buckets[i].upper(), most);
        raised = true;
      }
    }
  }

  double quantile(double quantile) {
    if (Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (!prepare()) {
      return Double.NaN;
    }
    double rank = quantile * buckets[size - 1].count();
    int at = 0;
    while (at < size - 1 && !(buckets[at].count() >= rank)) {
      at++;
    }
    if (at == size - 1) {
      return buckets[size - 2].upper();
    }
    if (at == 0 && buckets[0].upper() <= 0) {
      return buckets[0].upper();
    }
    double start = at == 0 ? 0 : buckets[at - 1].upper();
    double below = at == 0 ? 0 : buckets[at - 1].count();
    return start + (buckets[at].upper() - start) * ((rank - below) / (buckets[at].count() - below));
  }

  double fraction(double lower, double upper) {
    if (!prepare() || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    double total = buckets[size - 1].count();
    return (Math.min(total, rank(upper)) - Math.min(total, rank(lower))) / total;
  }

  /** How many observations lie under a value. */
  private double rank(double value) {
    double before = 0;
    double start = buckets[0].upper() > 0 ? 0 : Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      double end = buckets[i].upper();
      if (start >= value) {
        return before;
      }
      if (end > value) {
        double share =
            Double.isInfinite(end) || Double.isInfinite(start)
                ? Double.isInfinite(start) ? 1 : 0
                : (value - start) / (end - start);
        return before + (buckets[i].count() - before) * share;
      }
      before = buckets[i].count();
      start = end;
    }
    return before;
  }
}
