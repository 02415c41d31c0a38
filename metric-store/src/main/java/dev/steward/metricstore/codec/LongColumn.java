package dev.steward.metricstore.codec;

import static dev.steward.metricstore.codec.LongColumnEncoder.DELTA;
import static dev.steward.metricstore.codec.LongColumnEncoder.DELTA_OF_DELTA;
import static dev.steward.metricstore.codec.LongColumnEncoder.PLAIN;
import static dev.steward.metricstore.codec.LongColumnEncoder.RUN;
import static dev.steward.metricstore.codec.LongColumnEncoder.SHIFTED;
import static dev.steward.metricstore.codec.LongColumnEncoder.SHORT_RUNS;
import static dev.steward.metricstore.codec.LongColumnEncoder.VIEW_MASK;
import static dev.steward.metricstore.codec.LongColumnEncoder.XOR;

/** Reads columns of integers that {@link LongColumnEncoder} wrote. */
public final class LongColumn {
  private LongColumn() {}

  /**
   * Reads a column.
   *
   * @param count how many numbers it holds
   * @param into where they go, from {@code from} on
   * @throws CorruptDataException if the bytes are no column
   */
  public static void decode(ByteReader in, int count, long[] into, int from) {
    int header = in.readByte();
    if ((header & ~(VIEW_MASK | SHORT_RUNS)) != 0) {
      throw new CorruptDataException("column of unknown kind " + header);
    }
    int view = header & VIEW_MASK;
    int kept = LongColumnEncoder.leading(view, count);
    if (kept > 0) {
      into[from] = view == XOR ? in.readLong() : in.readZigzag();
    }
    if (kept > 1) {
      into[from + 1] = into[from] + in.readZigzag();
    }
    int length = count - kept;
    int step = (header & SHORT_RUNS) != 0 ? RUN : Math.max(1, length);
    for (int start = 0; start < length; start += step) {
      readRun(in, view, Math.min(step, length - start), into, from + kept + start);
    }
    integrate(view, into, from + kept, length);
  }

  private static void readRun(ByteReader in, int view, int length, long[] into, int from) {
    int header = in.readByte();
    int width = header & ~SHIFTED;
    int shift = (header & SHIFTED) == 0 ? 0 : in.readByte();
    if (width > 64 || shift > 63) {
      throw new CorruptDataException("run of width " + width + " and shift " + shift);
    }
    long base = view == XOR ? 0 : in.readZigzag();
    int position = in.skip(BitPacking.byteLength(length, width));
    BitPacking.unpack(in.array(), position, length, base, shift, width, into, from);
  }

  private static void integrate(int view, long[] into, int from, int length) {
    switch (view) {
      case PLAIN -> {}
      case DELTA -> {
        if (length > 0) {
          long value = into[from - 1];
          for (int i = from; i < from + length; i++) {
            value += into[i];
            into[i] = value;
          }
        }
      }
      case DELTA_OF_DELTA -> {
        if (length > 0) {
          long value = into[from - 1];
          long delta = value - into[from - 2];
          for (int i = from; i < from + length; i++) {
            delta += into[i];
            value += delta;
            into[i] = value;
          }
        }
      }
      default -> {
        for (int i = from; i < from + length; i++) {
          into[i] ^= into[i - 1];
        }
      }
    }
  }
}
