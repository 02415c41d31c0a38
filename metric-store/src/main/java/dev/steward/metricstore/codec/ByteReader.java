package dev.steward.metricstore.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote; anything that does not fit is a {@link
 * CorruptDataException}. For one thread.
 */
public final class ByteReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NONE = {};

  private byte[] bytes;
  private int position;
  private int limit;

  /** A reader of nothing; see {@link #reset}. */
  public ByteReader() {
    bytes = NONE;
  }

  /** A reader of a whole array. */
  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
    this.limit = bytes.length;
  }

  /** Reads from here on the bytes from {@code from} up to {@code to}. */
  public void reset(byte[] source, int from, int to) {
    if (from < 0 || to < from || to > source.length) {
      throw new CorruptDataException("range " + from + ".." + to + " of " + source.length);
    }
    bytes = source;
    position = from;
    limit = to;
  }

  /** The array that is read. */
  public byte[] array() {
    return bytes;
  }

  /** Where the next byte lies in the array. */
  public int position() {
    return position;
  }

  /** Where the readable bytes end. */
  public int limit() {
    return limit;
  }

  /** How many bytes are left. */
  public int remaining() {
    return limit - position;
  }

  /** Skips bytes and gives the position of the first of them. */
  public int skip(long count) {
    if (count < 0 || count > limit - position) {
      throw new CorruptDataException(
          "needs " + count + " bytes at " + position + ", has " + remaining());
    }
    int before = position;
    position += (int) count;
    return before;
  }

  /** Reads a byte, 0 to 255. */
  public int readByte() {
    return bytes[skip(1)] & 0xff;
  }

  /** Reads four bytes. */
  public int readInt() {
    return (int) INTS.get(bytes, skip(4));
  }

  /** Reads eight bytes. */
  public long readLong() {
    return (long) LONGS.get(bytes, skip(8));
  }

  /** Reads the eight bytes of a number. */
  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  /** Reads an unsigned number of one to ten bytes. */
  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == limit) {
        throw new CorruptDataException("number cut off at " + position);
      }
      byte next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptDataException("number too long at " + position);
  }

  /** Reads a signed number. */
  public long readZigzag() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /**
   * Reads an unsigned number that counts something.
   *
   * @param max the largest that makes sense
   */
  public int readCount(int max) {
    long count = readVarint();
    if (count < 0 || count > max) {
      throw new CorruptDataException("count " + count + " at " + position + ", at most " + max);
    }
    return (int) count;
  }

  /** Reads a text. */
  public String readText() {
    int length = readCount(limit - position);
    return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
  }
}
