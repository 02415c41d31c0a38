package dev.steward.metricstore.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unsigned integers of a fixed number of bits, packed one after the other, lowest bits first. */
final class BitPacking {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Widest value that one unaligned eight-byte read always holds whole. */
  private static final int ONE_READ = 57;

  private BitPacking() {}

  /** Bytes that packed values take. */
  static long byteLength(int count, int width) {
    return ((long) count * width + 7) >>> 3;
  }

  /** Writes {@code (values[i] - base) >>> shift} for each value in {@code width} bits. */
  static void pack(
      long[] values, int from, int count, long base, int shift, int width, ByteWriter out) {
    if (width == 0) {
      return;
    }
    long pending = 0;
    int filled = 0;
    for (int i = from; i < from + count; i++) {
      long value = (values[i] - base) >>> shift;
      pending |= value << filled;
      filled += width;
      if (filled >= 64) {
        out.putLong(pending);
        filled -= 64;
        // A shift by 64 would be a shift by 0.
        pending = filled == 0 ? 0 : value >>> (width - filled);
      }
    }
    for (; filled > 0; filled -= 8) {
      out.putByte((int) pending);
      pending >>>= 8;
    }
  }

  /**
   * Reads values and gives {@code base + (value << shift)} for each.
   *
   * @param position where the packed bytes start; {@link #byteLength} of them must be there
   */
  static void unpack(
      byte[] bytes,
      int position,
      int count,
      long base,
      int shift,
      int width,
      long[] into,
      int from) {
    if (width == 0) {
      java.util.Arrays.fill(into, from, from + count, base);
      return;
    }
    int fast = width > ONE_READ ? 0 : readableAtOnce(bytes.length - position, count, width);
    long mask = -1L >>> (64 - width);
    for (int i = 0; i < fast; i++) {
      int bit = i * width;
      long word = (long) LONGS.get(bytes, position + (bit >>> 3));
      into[from + i] = base + (((word >>> (bit & 7)) & mask) << shift);
    }
    for (int i = fast; i < count; i++) {
      into[from + i] = base + (one(bytes, position, (long) i * width, width) << shift);
    }
  }

  /** How many of the values can be read by eight bytes at once without leaving the array. */
  private static int readableAtOnce(int available, int count, int width) {
    long lastStart = available - 8L;
    if (lastStart < 0) {
      return 0;
    }
    return (int) Math.min(count, (lastStart * 8 + 7) / width + 1);
  }

  private static long one(byte[] bytes, int position, long bit, int width) {
    long value = 0;
    int at = position + (int) (bit >>> 3);
    int skipped = (int) (bit & 7);
    for (int have = -skipped; have < width; have += 8, at++) {
      long next = bytes[at] & 0xffL;
      value |= have < 0 ? next >>> -have : next << have;
    }
    return width == 64 ? value : value & (-1L >>> (64 - width));
  }
}
