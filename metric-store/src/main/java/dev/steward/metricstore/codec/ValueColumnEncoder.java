package dev.steward.metricstore.codec;

/**
 * Writes columns of floating-point numbers, every bit of them. Reuses its scratch space; for one
 * thread.
 *
 * <p>Most numbers that are measured are integers in disguise: counts, and decimals such as
 * hundredths of a second. Where some power of ten, the same for the whole column, turns nearly all
 * numbers into integers of at most 53 bits, and dividing gives back exactly the same bits, the
 * column holds those integers; the few that do not fit (NaNs, staleness markers, infinities,
 * negative zero) stand beside them whole. Everything else is a column of bits.
 *
 * <p>Source: Afroozeh, Kuffo and Boncz, "ALP: Adaptive Lossless floating-Point Compression" (2023),
 * for decimals with exceptions.
 */
public final class ValueColumnEncoder {
  static final int MAX_EXPONENT = 14;

  /** Stands where the exponent does, and says that the column holds bits. */
  static final int BITS = 31;

  static final int EXPONENT_MASK = 31;
  static final int EXCEPTIONS = 32;

  static final double[] POWERS = new double[MAX_EXPONENT + 1];

  private static final double MAX_INTEGER = 1L << 53;

  static {
    double power = 1;
    for (int i = 0; i <= MAX_EXPONENT; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private final LongColumnEncoder longs = new LongColumnEncoder();
  private final ByteWriter exceptions = new ByteWriter(64);
  private long[] integers = new long[1024];

  /** Writes numbers as a column. */
  public void encode(double[] values, int from, int count, ByteWriter out) {
    if (integers.length < count) {
      integers = new long[count];
    }
    int exponent = exponentFor(values, from, count);
    if (exponent >= 0 && toIntegers(values, from, count, exponent)) {
      boolean excepted = exceptions.size() > 0;
      out.putByte(excepted ? exponent | EXCEPTIONS : exponent);
      if (excepted) {
        out.putBytes(exceptions.array(), 0, exceptions.size());
      }
      longs.encode(integers, 0, count, out);
    } else {
      for (int i = 0; i < count; i++) {
        integers[i] = Double.doubleToRawLongBits(values[from + i]);
      }
      out.putByte(BITS);
      longs.encodeBits(integers, 0, count, out);
    }
  }

  /** The smallest exponent that suits nearly all, or -1 where bits are better. */
  private static int exponentFor(double[] values, int from, int count) {
    int exponent = 0;
    int misfits = 0;
    for (int i = from; i < from + count; i++) {
      double value = values[i];
      if (fits(value, exponent)) {
        continue;
      }
      int needed = exponent + 1;
      while (needed <= MAX_EXPONENT && !fits(value, needed)) {
        needed++;
      }
      if (needed <= MAX_EXPONENT) {
        exponent = needed;
      } else if (++misfits > maxExceptions(count)) {
        return -1;
      }
    }
    return exponent;
  }

  private static int maxExceptions(int count) {
    return Math.max(1, count / 16);
  }

  private static boolean fits(double value, int exponent) {
    double scaled = Math.rint(value * POWERS[exponent]);
    return Math.abs(scaled) <= MAX_INTEGER
        && Double.doubleToRawLongBits((double) (long) scaled / POWERS[exponent])
            == Double.doubleToRawLongBits(value);
  }

  private boolean toIntegers(double[] values, int from, int count, int exponent) {
    exceptions.clear();
    int excepted = 0;
    for (int i = 0; i < count; i++) {
      double value = values[from + i];
      if (fits(value, exponent)) {
        integers[i] = (long) Math.rint(value * POWERS[exponent]);
      } else if (++excepted > maxExceptions(count)) {
        return false;
      }
    }
    if (excepted > 0) {
      collectExceptions(values, from, count, exponent, excepted);
    }
    return true;
  }

  /** Writes what does not fit, and puts a neighbour in its place so that nothing else widens. */
  private void collectExceptions(double[] values, int from, int count, int exponent, int excepted) {
    exceptions.putVarint(excepted);
    int last = 0;
    long neighbour = firstFitting(values, from, count, exponent);
    for (int i = 0; i < count; i++) {
      if (fits(values[from + i], exponent)) {
        neighbour = integers[i];
      } else {
        exceptions.putVarint(i - last);
        exceptions.putDouble(values[from + i]);
        integers[i] = neighbour;
        last = i;
      }
    }
  }

  private long firstFitting(double[] values, int from, int count, int exponent) {
    for (int i = 0; i < count; i++) {
      if (fits(values[from + i], exponent)) {
        return integers[i];
      }
    }
    return 0;
  }
}
