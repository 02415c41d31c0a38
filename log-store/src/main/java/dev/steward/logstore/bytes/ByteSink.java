package dev.steward.logstore.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes. Fixed numbers are little-endian; variable ones have seven bits in each
 * byte, lowest first, the eighth bit set where more follow. For one thread.
 */
public final class ByteSink {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  /** An empty sink with room for this many bytes before it first grows. */
  public ByteSink(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** The array behind the sink: valid up to {@link #size()} and until the next change. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets all bytes. */
  public void clear() {
    size = 0;
  }

  /** Forgets the bytes after a position. */
  public void truncate(int newSize) {
    size = newSize;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
    }
  }

  /** Appends one byte. */
  public void writeByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Appends four bytes. */
  public void writeInt(int value) {
    room(4);
    INT.set(bytes, size, value);
    size += 4;
  }

  /** Overwrites four bytes at a position. */
  public void setInt(int position, int value) {
    INT.set(bytes, position, value);
  }

  /** Appends eight bytes. */
  public void writeLong(long value) {
    room(8);
    LONG.set(bytes, size, value);
    size += 8;
  }

  /** Appends an unsigned number in one to ten bytes. */
  public void writeVarint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Appends a signed number; small magnitudes are short. */
  public void writeSignedVarint(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /** Appends a run of bytes. */
  public void write(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** Appends a short run of bytes; quicker than {@link #write} for a few. */
  public void writeShort(byte[] from, int offset, int length) {
    if (length > 16 || offset + 16 > from.length) {
      write(from, offset, length);
      return;
    }
    // Sixteen bytes are copied in two steps whatever the length: the next bytes go over the rest.
    room(16);
    LONG.set(bytes, size, (long) LONG.get(from, offset));
    LONG.set(bytes, size + 8, (long) LONG.get(from, offset + 8));
    size += length;
  }

  /** Appends a run of bytes after its length. */
  public void writeSized(byte[] from, int offset, int length) {
    writeVarint(length);
    write(from, offset, length);
  }

  /** Appends text in UTF-8 after its length in bytes. */
  public void writeText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeSized(encoded, 0, encoded.length);
  }
}
