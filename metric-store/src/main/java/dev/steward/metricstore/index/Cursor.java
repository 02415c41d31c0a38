package dev.steward.metricstore.index;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.steward.metricstore.codec.CorruptDataException;
import java.lang.foreign.MemorySegment;

/** Reads variable-length numbers of an image. For one thread. */
final class Cursor {
  private final MemorySegment image;
  private long position;

  Cursor(MemorySegment image, long position) {
    this.image = image;
    this.position = position;
  }

  long position() {
    return position;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = image.get(JAVA_BYTE, position++);
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptDataException("number too long in the index");
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  int count(int max) {
    long count = varint();
    if (count < 0 || count > max) {
      throw new CorruptDataException("count " + count + " in the index, at most " + max);
    }
    return (int) count;
  }
}
