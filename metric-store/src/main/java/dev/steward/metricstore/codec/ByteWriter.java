package dev.steward.metricstore.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes with the number formats of all the store's files: little-endian fixed
 * numbers, LEB128 variable-length integers, zigzag for signed ones. For one thread.
 */
public final class ByteWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  /** Makes an empty writer with room for some bytes. */
  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Forgets what was written and keeps the room. */
  public void clear() {
    size = 0;
  }

  /** Forgets what was written after a position. */
  public void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** The array that holds the bytes, valid up to {@link #size()} until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Makes room for this many more bytes. */
  public void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), size + (size >> 1)));
    }
  }

  /** Writes a byte. */
  public void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Writes four bytes. */
  public void putInt(int value) {
    reserve(4);
    INTS.set(bytes, size, value);
    size += 4;
  }

  /** Replaces four bytes that were written before. */
  public void setInt(int position, int value) {
    INTS.set(bytes, position, value);
  }

  /** Writes eight bytes. */
  public void putLong(long value) {
    reserve(8);
    LONGS.set(bytes, size, value);
    size += 8;
  }

  /** Writes the eight bytes of a number, every bit as it is. */
  public void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  /** Writes many numbers, eight bytes each. */
  public void putDoubles(double[] values, int from, int count) {
    reserve(count * 8);
    for (int i = 0; i < count; i++) {
      LONGS.set(bytes, size + i * 8, Double.doubleToRawLongBits(values[from + i]));
    }
    size += count * 8;
  }

  /** Writes an unsigned number in one to ten bytes. */
  public void putVarint(long value) {
    reserve(10);
    if ((value & ~0x7fL) == 0) {
      bytes[size++] = (byte) value;
      return;
    }
    putLongVarint(value);
  }

  private void putLongVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a signed number; small magnitudes take few bytes. */
  public void putZigzag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  /** Writes bytes. */
  public void putBytes(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, size, count);
    size += count;
  }

  /** Writes a text: its length in UTF-8, then its bytes. */
  public void putText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    putVarint(encoded.length);
    putBytes(encoded, 0, encoded.length);
  }
}
