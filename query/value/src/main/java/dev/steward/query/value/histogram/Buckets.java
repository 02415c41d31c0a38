package dev.steward.query.value.histogram;

import dev.steward.spi.model.NativeHistogram.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Populations of the buckets of one side of a histogram, by the index of the bucket, rising. Empty
 * buckets may be missing. For one thread.
 */
final class Buckets {
  private int[] indices;
  private double[] counts;
  private int size;

  Buckets() {
    this(8);
  }

  private Buckets(int capacity) {
    indices = new int[capacity];
    counts = new double[capacity];
  }

  static Buckets of(Span[] spans, double[] populations) {
    Buckets buckets = new Buckets(Math.max(1, populations.length));
    int index = 0;
    int at = 0;
    for (Span span : spans) {
      index += span.offset();
      for (int i = 0; i < span.length(); i++) {
        buckets.append(index++, populations[at++]);
      }
    }
    return buckets;
  }

  private void append(int index, double count) {
    if (size == counts.length) {
      indices = Arrays.copyOf(indices, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    indices[size] = index;
    counts[size++] = count;
  }

  int size() {
    return size;
  }

  int index(int position) {
    return indices[position];
  }

  double count(int position) {
    return counts[position];
  }

  void setCount(int position, double count) {
    counts[position] = count;
  }

  /** The population of a bucket, 0 where it is missing. */
  double countOf(int index) {
    int at = Arrays.binarySearch(indices, 0, size, index);
    return at < 0 ? 0 : counts[at];
  }

  /** Adds to a bucket, which is put in where it is missing. */
  void add(int index, double count) {
    int at = positionOf(index);
    counts[at] += count;
  }

  /** The position of a bucket, which is put in empty where it is missing. */
  int positionOf(int index) {
    if (size == 0 || index > indices[size - 1]) {
      append(index, 0);
      return size - 1;
    }
    int at = Arrays.binarySearch(indices, 0, size, index);
    if (at >= 0) {
      return at;
    }
    int insert = -at - 1;
    append(0, 0);
    System.arraycopy(indices, insert, indices, insert + 1, size - 1 - insert);
    System.arraycopy(counts, insert, counts, insert + 1, size - 1 - insert);
    indices[insert] = index;
    counts[insert] = 0;
    return insert;
  }

  void scale(double factor) {
    for (int i = 0; i < size; i++) {
      counts[i] *= factor;
    }
  }

  void divide(double divisor) {
    for (int i = 0; i < size; i++) {
      counts[i] /= divisor;
    }
  }

  Buckets copy() {
    Buckets copy = new Buckets(Math.max(1, size));
    System.arraycopy(indices, 0, copy.indices, 0, size);
    System.arraycopy(counts, 0, copy.counts, 0, size);
    copy.size = size;
    return copy;
  }

  /** These buckets at a resolution that is lower by some powers of two. */
  Buckets atLowerResolution(int levels) {
    if (levels == 0) {
      return copy();
    }
    Buckets merged = new Buckets(Math.max(1, size));
    for (int i = 0; i < size; i++) {
      merged.add(((indices[i] - 1) >> levels) + 1, counts[i]);
    }
    return merged;
  }

  /** These buckets of custom bounds, merged into coarser bounds, whose upper ones are shared. */
  Buckets withBounds(double[] before, double[] after) {
    Buckets merged = new Buckets(Math.max(1, size));
    int target = 0;
    for (int i = 0; i < size; i++) {
      double upper = indices[i] < before.length ? before[indices[i]] : Double.POSITIVE_INFINITY;
      while (target < after.length && after[target] < upper) {
        target++;
      }
      merged.add(target, counts[i]);
    }
    return merged;
  }

  /** These buckets without the empty ones. */
  Buckets compact() {
    Buckets kept = new Buckets(Math.max(1, size));
    for (int i = 0; i < size; i++) {
      if (counts[i] != 0) {
        kept.append(indices[i], counts[i]);
      }
    }
    return kept;
  }

  boolean hasOverflow() {
    for (int i = 0; i < size; i++) {
      if (Double.isInfinite(counts[i])) {
        return true;
      }
    }
    return false;
  }

  Span[] spans() {
    List<Span> spans = new ArrayList<>();
    int next = 0;
    int at = 0;
    while (at < size) {
      int start = at;
      while (at < size && indices[at] - indices[start] == at - start) {
        at++;
      }
      spans.add(new Span(indices[start] - next, at - start));
      next = indices[start] + at - start;
    }
    return spans.toArray(Span[]::new);
  }

  double[] populations() {
    return Arrays.copyOf(counts, size);
  }

  /** Equality of all buckets that are not empty. */
  boolean sameAs(Buckets other) {
    Buckets mine = compact();
    Buckets theirs = other.compact();
    return Arrays.equals(mine.indices, 0, mine.size, theirs.indices, 0, theirs.size)
        && Arrays.equals(mine.counts, 0, mine.size, theirs.counts, 0, theirs.size);
  }
}
