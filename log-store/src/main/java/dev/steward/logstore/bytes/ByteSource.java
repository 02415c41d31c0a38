package dev.steward.logstore.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteSink} wrote. Whatever the bytes are, it stays inside them and throws {@link
 * CorruptDataException} where they end too soon. For one thread.
 */
public final class ByteSource {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int position;

  /** Reads a whole array. */
  public ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads a part of an array. */
  public ByteSource(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /** The array that is read. */
  public byte[] array() {
    return bytes;
  }

  /** Where in the array the next byte is. */
  public int position() {
    return position;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  private void require(int count) throws CorruptDataException {
    if (count < 0 || end - position < count) {
      throw new CorruptDataException(
          "bytes end at " + end + " (expected: " + count + " more from " + position + ")");
    }
  }

  /** The next byte, 0 to 255. */
  public int readByte() throws CorruptDataException {
    require(1);
    return bytes[position++] & 0xFF;
  }

  /** The next four bytes. */
  public int readInt() throws CorruptDataException {
    require(4);
    int value = (int) INT.get(bytes, position);
    position += 4;
    return value;
  }

  /** The next eight bytes. */
  public long readLong() throws CorruptDataException {
    require(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  /** The next unsigned number of variable length. */
  public long readVarint() throws CorruptDataException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new CorruptDataException("number at " + position + " does not end (expected: 10 bytes)");
  }

  /** The next signed number of variable length. */
  public long readSignedVarint() throws CorruptDataException {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** The next number, which counts things that take at least one byte each of what is left. */
  public int readCount() throws CorruptDataException {
    return readCount(remaining());
  }

  /** The next number, from 0 to a limit. */
  public int readCount(int max) throws CorruptDataException {
    long value = readVarint();
    if (value < 0 || value > max) {
      throw new CorruptDataException("count: " + value + " (expected: 0 to " + max + ")");
    }
    return (int) value;
  }

  /** Passes over bytes and says where they start. */
  public int skip(int count) throws CorruptDataException {
    require(count);
    int from = position;
    position += count;
    return from;
  }

  /** The next run of bytes with its length before it. */
  public byte[] readSized() throws CorruptDataException {
    int length = readCount();
    int from = skip(length);
    byte[] copy = new byte[length];
    System.arraycopy(bytes, from, copy, 0, length);
    return copy;
  }

  /** The next text. */
  public String readText() throws CorruptDataException {
    int length = readCount();
    int from = skip(length);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }
}
