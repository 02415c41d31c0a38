package dev.steward.metricstore.codec;

/**
 * Writes columns of integers. Reuses its scratch space; for one thread.
 *
 * <p>A column is one of four views of its numbers, whichever takes the fewest bits: the numbers
 * themselves, their differences, the differences of those, or (for the bits of floating-point
 * numbers) the exclusive or of neighbours. What is left after the first number or two is cut into
 * runs (one, or one for each 128 numbers where the width varies), and each run holds its smallest
 * number, the count of zero bits that all share at the low end, and what remains in a fixed number
 * of bits. A counter whose steps are uniform comes within half a bit of its entropy, a regular
 * clock takes a dozen bytes however long it ticks, and all of it decodes without a branch per
 * number.
 *
 * <p>Source: the idea of frames of reference and of bit-packed deltas is that of Lemire and
 * Boytsov, "Decoding billions of integers per second through vectorization" (2012); the layout is
 * ours and stands in FORMAT.md.
 */
public final class LongColumnEncoder {
  static final int RUN = 128;
  static final int VIEW_MASK = 3;
  static final int SHORT_RUNS = 4;
  static final int SHIFTED = 0x80;

  static final int PLAIN = 0;
  static final int DELTA = 1;
  static final int DELTA_OF_DELTA = 2;
  static final int XOR = 3;

  private long[] rest = new long[1024];
  private long[] best = new long[1024];
  private boolean bestShortRuns;
  private long bestBits;
  private int bestView;

  /** Writes numbers as a column. */
  public void encode(long[] values, int from, int count, ByteWriter out) {
    encode(values, from, count, false, out);
  }

  /** Writes numbers that are the bits of floating-point numbers as a column. */
  void encodeBits(long[] values, int from, int count, ByteWriter out) {
    encode(values, from, count, true, out);
  }

  private void encode(long[] values, int from, int count, boolean bits, ByteWriter out) {
    if (rest.length < count) {
      rest = new long[count];
      best = new long[count];
    }
    if (count <= RUN) {
      chooseShort(values, from, count, bits);
    } else {
      bestBits = Long.MAX_VALUE;
      consider(PLAIN, values, from, count);
      consider(DELTA, values, from, count);
      consider(bits ? XOR : DELTA_OF_DELTA, values, from, count);
    }
    write(values, from, count, out);
  }

  /** For a column that is one run anyway: all views in one pass, and only the chosen filled. */
  private void chooseShort(long[] values, int from, int count, boolean bits) {
    long plainMin = Long.MAX_VALUE;
    long plainMax = Long.MIN_VALUE;
    long deltaMin = Long.MAX_VALUE;
    long deltaMax = Long.MIN_VALUE;
    long thirdMin = Long.MAX_VALUE;
    long thirdMax = Long.MIN_VALUE;
    long before = values[from];
    long deltaBefore = 0;
    for (int i = 0; i < count; i++) {
      long value = values[from + i];
      plainMin = Math.min(plainMin, value);
      plainMax = Math.max(plainMax, value);
      long delta = value - before;
      long third = bits ? value ^ before : delta - deltaBefore;
      if (i > 0) {
        deltaMin = Math.min(deltaMin, delta);
        deltaMax = Math.max(deltaMax, delta);
        if (bits || i > 1) {
          thirdMin = Math.min(thirdMin, third);
          thirdMax = Math.max(thirdMax, third);
        }
      }
      before = value;
      deltaBefore = delta;
    }
    bestShortRuns = false;
    bestView = PLAIN;
    bestBits = bitsOfRun(PLAIN, plainMin, plainMax, count);
    chooseIfShorter(DELTA, deltaMin, deltaMax, count);
    chooseIfShorter(bits ? XOR : DELTA_OF_DELTA, thirdMin, thirdMax, count);
    int kept = leading(bestView, count);
    fill(bestView, values, from + kept, count - kept);
    swapBest();
  }

  private void chooseIfShorter(int view, long min, long max, int count) {
    int kept = leading(view, count);
    if (count > kept) {
      long bits = bitsOfRun(view, min, max, count - kept) + kept * 20L;
      if (bits < bestBits) {
        bestBits = bits;
        bestView = view;
      }
    }
  }

  private void swapBest() {
    long[] swap = best;
    best = rest;
    rest = swap;
  }

  /** How many numbers a view keeps whole at its start. */
  static int leading(int view, int count) {
    return Math.min(
        count,
        switch (view) {
          case PLAIN -> 0;
          case DELTA_OF_DELTA -> 2;
          default -> 1;
        });
  }

  private void consider(int view, long[] values, int from, int count) {
    int kept = leading(view, count);
    int length = count - kept;
    fill(view, values, from + kept, length);
    long shortBits = 0;
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int start = 0; start < length; start += RUN) {
      int end = Math.min(length, start + RUN);
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      for (int i = start; i < end; i++) {
        min = Math.min(min, rest[i]);
        max = Math.max(max, rest[i]);
      }
      shortBits += bitsOfRun(view, min, max, end - start);
      least = Math.min(least, min);
      most = Math.max(most, max);
    }
    long longBits = length == 0 ? 0 : bitsOfRun(view, least, most, length);
    long bits = Math.min(shortBits, longBits) + kept * 20L;
    if (bits < bestBits) {
      bestBits = bits;
      bestView = view;
      bestShortRuns = shortBits < longBits;
      swapBest();
    }
  }

  private static long bitsOfRun(int view, long min, long max, int length) {
    if (view == XOR) {
      // Only an estimate: shared zero bits at the low end are found when the run is written.
      return (long) width(max | min) * length + 16;
    }
    return (long) width(max - min) * length + 8 + ((width(min ^ (min >> 63)) + 8) / 7) * 8L;
  }

  static int width(long range) {
    return 64 - Long.numberOfLeadingZeros(range);
  }

  private void fill(int view, long[] values, int from, int length) {
    switch (view) {
      case PLAIN -> System.arraycopy(values, from, rest, 0, length);
      case DELTA -> {
        for (int i = 0; i < length; i++) {
          rest[i] = values[from + i] - values[from + i - 1];
        }
      }
      case DELTA_OF_DELTA -> {
        for (int i = 0; i < length; i++) {
          int at = from + i;
          rest[i] = values[at] - 2 * values[at - 1] + values[at - 2];
        }
      }
      default -> {
        for (int i = 0; i < length; i++) {
          rest[i] = values[from + i] ^ values[from + i - 1];
        }
      }
    }
  }

  private void write(long[] values, int from, int count, ByteWriter out) {
    int kept = leading(bestView, count);
    int length = count - kept;
    out.putByte(bestView | (bestShortRuns ? SHORT_RUNS : 0));
    if (kept > 0) {
      if (bestView == XOR) {
        out.putLong(values[from]);
      } else {
        out.putZigzag(values[from]);
      }
    }
    if (kept > 1) {
      out.putZigzag(values[from + 1] - values[from]);
    }
    int step = bestShortRuns ? RUN : Math.max(1, length);
    for (int start = 0; start < length; start += step) {
      writeRun(start, Math.min(step, length - start), out);
    }
  }

  private void writeRun(int start, int length, ByteWriter out) {
    long base = 0;
    if (bestView != XOR) {
      base = Long.MAX_VALUE;
      for (int i = start; i < start + length; i++) {
        base = Math.min(base, best[i]);
      }
    }
    long used = 0;
    for (int i = start; i < start + length; i++) {
      used |= best[i] - base;
    }
    int shift = used == 0 ? 0 : Long.numberOfTrailingZeros(used);
    int width = width(used >>> shift);
    out.putByte(shift == 0 ? width : width | SHIFTED);
    if (shift != 0) {
      out.putByte(shift);
    }
    if (bestView != XOR) {
      out.putZigzag(base);
    }
    BitPacking.pack(best, start, length, base, shift, width, out);
  }
}
