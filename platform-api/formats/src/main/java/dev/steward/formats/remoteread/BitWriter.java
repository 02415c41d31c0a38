package dev.steward.formats.remoteread;

import java.util.Arrays;

/** Writes bits, the highest of a number first, into bytes. For one thread. */
final class BitWriter {
  private byte[] bytes = new byte[512];
  private long size;

  void clear() {
    Arrays.fill(bytes, 0, (int) ((size + 7) / 8), (byte) 0);
    size = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int byteLength() {
    return (int) ((size + 7) / 8);
  }

  /** Writes the lowest bits of a number. */
  void bits(long value, int count) {
    int needed = (int) ((size + count + 7) / 8);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    for (int rest = count; rest > 0; ) {
      int used = (int) (size & 7);
      int now = Math.min(8 - used, rest);
      long part = value >>> rest - now & (1 << now) - 1;
      bytes[(int) (size >>> 3)] |= (byte) (part << 8 - used - now);
      size += now;
      rest -= now;
    }
  }

  /** Writes a number as Go's {@code binary.PutUvarint} does. */
  void uvarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bits(rest & 0x7f | 0x80, 8);
      rest >>>= 7;
    }
    bits(rest, 8);
  }

  /** Writes a number as Go's {@code binary.PutVarint} does. */
  void varint(long value) {
    uvarint(value << 1 ^ value >> 63);
  }
}
