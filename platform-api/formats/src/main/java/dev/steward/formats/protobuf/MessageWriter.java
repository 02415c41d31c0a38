package dev.steward.formats.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a protobuf message field after field into an array that grows and is used again. Fields
 * that have their default are written too. For one thread.
 */
public final class MessageWriter {
  private byte[] bytes = new byte[1024];
  private int size;

  /** Starts an empty message. */
  public MessageWriter() {}

  /** Forgets what was written and keeps the room. */
  public void clear() {
    size = 0;
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** The array that is written to; valid up to {@link #size()}, until the next change. */
  public byte[] bytes() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes an integer of variable length. */
  public MessageWriter varint(int field, long value) {
    rawVarint((long) field << 3 | MessageReader.VARINT);
    rawVarint(value);
    return this;
  }

  /** Writes a signed integer in the zigzag form of {@code sint32} and {@code sint64}. */
  public MessageWriter zigzag(int field, long value) {
    return varint(field, value << 1 ^ value >> 63);
  }

  /** Writes a {@code double}. */
  public MessageWriter float64(int field, double value) {
    rawVarint((long) field << 3 | MessageReader.FIXED64);
    rawFloat64(value);
    return this;
  }

  /** Writes a text. */
  public MessageWriter text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return bytes(field, utf8, 0, utf8.length);
  }

  /** Writes bytes, or a message that lies in them. */
  public MessageWriter bytes(int field, byte[] value, int offset, int length) {
    rawVarint((long) field << 3 | MessageReader.LENGTH_DELIMITED);
    rawVarint(length);
    reserve(length);
    System.arraycopy(value, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** Writes bytes without a tag. */
  public void raw(byte[] value, int length) {
    reserve(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
  }

  /** Writes packed {@code double}s; nothing where there are none. */
  public MessageWriter packed(int field, double[] values) {
    if (values.length > 0) {
      rawVarint((long) field << 3 | MessageReader.LENGTH_DELIMITED);
      rawVarint(8L * values.length);
      for (double value : values) {
        rawFloat64(value);
      }
    }
    return this;
  }

  /** Begins a message within this one; what it returns goes to {@link #end}. */
  public int begin(int field) {
    rawVarint((long) field << 3 | MessageReader.LENGTH_DELIMITED);
    return size;
  }

  /** Ends a message within this one. */
  public void end(int start) {
    int length = size - start;
    int prefix = 1 + (31 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    reserve(prefix);
    System.arraycopy(bytes, start, bytes, start + prefix, length);
    size = start;
    rawVarint(length);
    size += length;
  }

  /** Writes a number of variable length without a tag. */
  public void rawVarint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void rawFloat64(double value) {
    reserve(8);
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (bits >>> 8 * i);
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
