package dev.steward.collector.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing run of bytes in protobuf's encoding. Written by hand because lines go from a read
 * buffer into a payload without an object each.
 */
final class ProtoBuffer {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;

  private byte[] bytes;
  private int size;

  ProtoBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  /** The bytes, valid up to {@link #size()} and until the next write. */
  byte[] array() {
    return bytes;
  }

  void clear() {
    size = 0;
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }
  }

  ProtoBuffer tag(int field, int wireType) {
    return varint((long) field << 3 | wireType);
  }

  ProtoBuffer varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** A signed number with its sign in the lowest bit, as sint32 and sint64 are written. */
  ProtoBuffer signedVarint(long value) {
    return varint(value << 1 ^ value >> 63);
  }

  ProtoBuffer fixed64(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  ProtoBuffer raw(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  ProtoBuffer raw(ProtoBuffer source) {
    return raw(source.bytes, 0, source.size);
  }

  /** A field that holds bytes. */
  ProtoBuffer bytesField(int field, byte[] source, int offset, int length) {
    return tag(field, LENGTH_DELIMITED).varint(length).raw(source, offset, length);
  }

  ProtoBuffer textField(int field, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return bytesField(field, encoded, 0, encoded.length);
  }

  /** A field that holds a message or a packed list; nothing if it is empty. */
  ProtoBuffer nestedField(int field, ProtoBuffer content) {
    return content.size == 0 ? this : bytesField(field, content.bytes, 0, content.size);
  }
}
