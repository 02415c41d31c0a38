package dev.steward.spi.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of Unicode code points as sorted ranges that neither touch nor overlap. Immutable and safe
 * for any thread.
 */
final class RuneSet {
  static final int MAX_RUNE = Character.MAX_CODE_POINT;
  static final RuneSet ALL = of(0, MAX_RUNE);
  static final RuneSet ALL_BUT_LINE_FEED = of('\n', '\n').negated();

  /** First and last of each range in turn. */
  private final int[] bounds;

  private RuneSet(int[] bounds) {
    this.bounds = bounds;
  }

  /** The set of the ranges given as first and last in turn, both included. */
  static RuneSet of(int... firstsAndLasts) {
    Builder builder = new Builder();
    for (int i = 0; i < firstsAndLasts.length; i += 2) {
      builder.add(firstsAndLasts[i], firstsAndLasts[i + 1]);
    }
    return builder.build();
  }

  int rangeCount() {
    return bounds.length / 2;
  }

  int first(int range) {
    return bounds[2 * range];
  }

  int last(int range) {
    return bounds[2 * range + 1];
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /** The only rune, or -1 if there is not exactly one. */
  int single() {
    return bounds.length == 2 && bounds[0] == bounds[1] ? bounds[0] : -1;
  }

  /** How many runes there are. */
  int size() {
    int size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1;
    }
    return size;
  }

  boolean contains(int rune) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (rune <= bounds[i + 1]) {
        return rune >= bounds[i];
      }
    }
    return false;
  }

  /** All other runes. */
  RuneSet negated() {
    Builder builder = new Builder();
    int next = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] > next) {
        builder.add(next, bounds[i] - 1);
      }
      next = bounds[i + 1] + 1;
    }
    if (next <= MAX_RUNE) {
      builder.add(next, MAX_RUNE);
    }
    return builder.build();
  }

  /** The runes of this set and all that are the same but for their case. */
  RuneSet folded() {
    Builder builder = new Builder().add(this);
    CaseOrbits.addFolds(this, builder);
    return builder.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuneSet that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /**
   * As a class of an expression, with all runes beyond letters and digits as hexadecimal numbers.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < bounds.length; i += 2) {
      appendRune(text, bounds[i]);
      if (bounds[i + 1] > bounds[i]) {
        text.append('-');
        appendRune(text, bounds[i + 1]);
      }
    }
    return text.append(']').toString();
  }

  private static void appendRune(StringBuilder text, int rune) {
    if (Character.isLetterOrDigit(rune) && rune < 0x80) {
      text.append((char) rune);
    } else {
      text.append("\\x{").append(Integer.toHexString(rune)).append('}');
    }
  }

  /** Collects ranges in any order. */
  static final class Builder {
    private long[] ranges = new long[8];
    private int count;

    Builder add(int first, int last) {
      if (count == ranges.length) {
        ranges = Arrays.copyOf(ranges, count * 2);
      }
      ranges[count++] = (long) first << 32 | last;
      return this;
    }

    Builder add(RuneSet set) {
      for (int i = 0; i < set.bounds.length; i += 2) {
        add(set.bounds[i], set.bounds[i + 1]);
      }
      return this;
    }

    RuneSet build() {
      Arrays.sort(ranges, 0, count);
      int[] merged = new int[2 * count];
      int size = 0;
      for (int i = 0; i < count; i++) {
        int first = (int) (ranges[i] >> 32);
        int last = (int) ranges[i];
        if (size > 0 && first <= merged[size - 1] + 1) {
          merged[size - 1] = Math.max(merged[size - 1], last);
        } else {
          merged[size++] = first;
          merged[size++] = last;
        }
      }
      return new RuneSet(Arrays.copyOf(merged, size));
    }
  }
}
