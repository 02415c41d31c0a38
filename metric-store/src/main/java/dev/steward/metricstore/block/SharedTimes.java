package dev.steward.metricstore.block;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.LongColumn;
import dev.steward.metricstore.codec.TimeColumns;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Reads the shared times of a block, and keeps some decoded. For one thread. */
final class SharedTimes implements TimeColumns {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_DECODED = 512;
  private static final int MAX_COUNT = 1 << 16;

  private final MemorySegment image;
  private final int count;
  private final Map<Integer, long[]> decoded = new HashMap<>();

  SharedTimes(MemorySegment image) {
    this.image = image;
    this.count = image.byteSize() < 8 ? 0 : image.get(INT, 0);
  }

  @Override
  public void copy(int id, int wanted, long[] into, int from) {
    long[] times = decoded.get(id);
    if (times == null) {
      if (decoded.size() == MAX_DECODED) {
        decoded.clear();
      }
      times = decode(id);
      decoded.put(id, times);
    }
    if (times.length != wanted) {
      throw new CorruptDataException(
          "frame of " + wanted + " samples with " + times.length + " times");
    }
    System.arraycopy(times, 0, into, from, wanted);
  }

  private long[] decode(int id) {
    ByteReader in = new ByteReader(bytes(id));
    long[] times = new long[in.readCount(MAX_COUNT)];
    LongColumn.decode(in, times.length, times, 0);
    return times;
  }

  /** A column as it is stored. */
  byte[] bytes(int id) {
    if (id < 0 || id >= count) {
      throw new CorruptDataException("times " + id + " of " + count);
    }
    int start = image.get(INT, 4 + id * 4L);
    int end = image.get(INT, 8 + id * 4L);
    if (start < 0 || end < start) {
      throw new CorruptDataException("times from " + start + " to " + end);
    }
    byte[] bytes = new byte[end - start];
    MemorySegment.copy(image, JAVA_BYTE, 8L + count * 4L + start, bytes, 0, bytes.length);
    return bytes;
  }
}
