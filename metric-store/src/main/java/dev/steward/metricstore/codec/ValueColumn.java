package dev.steward.metricstore.codec;

import java.util.Arrays;

/** Reads columns of numbers that {@link ValueColumnEncoder} wrote. Reuses scratch; one thread. */
public final class ValueColumn {
  private long[] integers = new long[1024];
  private int[] exceptionAt = new int[8];
  private double[] exceptionValue = new double[8];

  /**
   * Reads a column.
   *
   * @param count how many numbers it holds
   * @param into where they go, from {@code from} on
   * @throws CorruptDataException if the bytes are no column
   */
  public void decode(ByteReader in, int count, double[] into, int from) {
    if (integers.length < count) {
      integers = new long[count];
    }
    int header = in.readByte();
    int exponent = header & ValueColumnEncoder.EXPONENT_MASK;
    boolean bits = exponent == ValueColumnEncoder.BITS;
    if (!bits && exponent > ValueColumnEncoder.MAX_EXPONENT) {
      throw new CorruptDataException("values with unknown exponent " + exponent);
    }
    int excepted = (header & ValueColumnEncoder.EXCEPTIONS) == 0 ? 0 : readExceptions(in, count);
    LongColumn.decode(in, count, integers, 0);
    if (bits) {
      for (int i = 0; i < count; i++) {
        into[from + i] = Double.longBitsToDouble(integers[i]);
      }
    } else {
      scale(exponent, count, into, from);
    }
    for (int i = 0; i < excepted; i++) {
      into[from + exceptionAt[i]] = exceptionValue[i];
    }
  }

  private void scale(int exponent, int count, double[] into, int from) {
    long[] source = integers;
    if (exponent == 0) {
      for (int i = 0; i < count; i++) {
        into[from + i] = (double) source[i];
      }
    } else {
      // Dividing, not multiplying by the inverse: only that gives back the same bits.
      double power = ValueColumnEncoder.POWERS[exponent];
      for (int i = 0; i < count; i++) {
        into[from + i] = (double) source[i] / power;
      }
    }
  }

  private int readExceptions(ByteReader in, int count) {
    int excepted = in.readCount(count);
    if (exceptionAt.length < excepted) {
      exceptionAt = Arrays.copyOf(exceptionAt, excepted);
      exceptionValue = Arrays.copyOf(exceptionValue, excepted);
    }
    int at = 0;
    for (int i = 0; i < excepted; i++) {
      at += in.readCount(count - 1 - at);
      exceptionAt[i] = at;
      exceptionValue[i] = in.readDouble();
    }
    return excepted;
  }
}
