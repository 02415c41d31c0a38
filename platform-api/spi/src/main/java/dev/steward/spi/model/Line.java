package dev.steward.spi.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One log line without its line end: a run of bytes, UTF-8 by convention. Immutable and safe for
 * any thread.
 *
 * <p>Bytes rather than text, because a line passes from the network to the disk and back mostly
 * unread; any byte is kept as it came, and what is not UTF-8 becomes U+FFFD only where it is shown.
 */
public final class Line implements Comparable<Line> {
  /** The empty line. */
  public static final Line EMPTY = new Line(new byte[0], 0, 0);

  private final byte[] bytes;
  private final int offset;
  private final int length;

  private Line(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** The line of a text. */
  public static Line of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Line(bytes, 0, bytes.length);
  }

  /**
   * The line that is a whole array. The array becomes the line's own: the caller must not write to
   * it again.
   */
  public static Line wrap(byte[] bytes) {
    return new Line(bytes, 0, bytes.length);
  }

  /**
   * The line that is a part of an array, with no copy. The caller must not write to that part
   * again.
   */
  public static Line wrap(byte[] bytes, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
    return new Line(bytes, offset, length);
  }

  /** Length in bytes. */
  public int length() {
    return length;
  }

  /** The byte at a position. */
  public byte byteAt(int index) {
    java.util.Objects.checkIndex(index, length);
    return bytes[offset + index];
  }

  /**
   * The bytes to read, for code that scans: valid from {@link #offset()}, {@link #length()} long,
   * never to be written.
   */
  public byte[] array() {
    return bytes;
  }

  /** Where the line starts in {@link #array()}. */
  public int offset() {
    return offset;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** A read-only view of the bytes. */
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
  }

  /** Where a run of bytes first occurs at or after a position, or -1. */
  public int indexOf(byte[] needle, int from) {
    if (needle.length == 0) {
      return from <= length ? from : -1;
    }
    byte first = needle[0];
    int last = offset + length - needle.length;
    for (int at = offset + from; at <= last; at++) {
      if (bytes[at] == first
          && Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length)) {
        return at - offset;
      }
    }
    return -1;
  }

  @Override
  public int compareTo(Line other) {
    return Arrays.compareUnsigned(
        bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Line that
        && length == that.length
        && Arrays.equals(
            bytes, offset, offset + length, that.bytes, that.offset, that.offset + length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int at = offset; at < offset + length; at++) {
      hash = 31 * hash + bytes[at];
    }
    return hash;
  }

  /** The line as text; bytes that are not UTF-8 become U+FFFD. */
  @Override
  public String toString() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
