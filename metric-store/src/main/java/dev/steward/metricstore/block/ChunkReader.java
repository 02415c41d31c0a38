package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.codec.TimeColumns;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.util.zip.CRC32C;

/** Reads chunks that {@link ChunkBuilder} wrote. Reuses scratch; for one thread. */
final class ChunkReader {
  /** Hears of a chunk's frames, in order of time. */
  interface FrameVisitor {
    /**
     * A frame whose checksum is right.
     *
     * @param in stands at the frame's first byte and ends with its last
     */
    void frame(ByteReader in, long firstMillis, long lastMillis);
  }

  private final FrameDecoder decoder = new FrameDecoder();
  private final ByteReader table = new ByteReader();
  private final ByteReader frame = new ByteReader();
  private final CRC32C crc = new CRC32C();

  /** Appends the samples of a chunk that lie in a range. */
  void read(
      byte[] bytes,
      int from,
      int to,
      long minMillis,
      long maxMillis,
      TimeRange range,
      TimeColumns times,
      SampleColumns into) {
    visit(
        bytes,
        from,
        to,
        minMillis,
        maxMillis,
        range,
        (in, first, last) -> decoder.decode(in, times, first, last, range, into));
  }

  /** Visits the frames of a chunk that touch a range. */
  void visit(
      byte[] bytes,
      int from,
      int to,
      long minMillis,
      long maxMillis,
      TimeRange range,
      FrameVisitor visitor) {
    table.reset(bytes, from, to);
    int count = table.readCount(to - from);
    if (count == 1) {
      int end = to - BlockFormat.CRC_BYTES;
      check(bytes, from, end);
      frame.reset(bytes, table.position(), end);
      visitor.frame(frame, minMillis, maxMillis);
      return;
    }
    int entries = table.position();
    for (int i = 0; i < 3 * count; i++) {
      table.readVarint();
    }
    check(bytes, from, table.position());
    int start = table.position() + BlockFormat.CRC_BYTES;
    table.reset(bytes, entries, to);
    long last = minMillis;
    for (int i = 0; i < count; i++) {
      long first = last + table.readVarint();
      last = first + table.readVarint();
      int end = start + table.readCount(to - start - BlockFormat.CRC_BYTES);
      if (range.touches(first, last)) {
        check(bytes, start, end);
        frame.reset(bytes, start, end);
        visitor.frame(frame, first, last);
      }
      start = end + BlockFormat.CRC_BYTES;
    }
  }

  /** Compares the checksum that stands at {@code to} with the bytes before it. */
  private void check(byte[] bytes, int from, int to) {
    frame.reset(bytes, from, bytes.length);
    frame.skip(to - from);
    int expected = frame.readInt();
    crc.reset();
    crc.update(bytes, from, to - from);
    if ((int) crc.getValue() != expected) {
      throw new CorruptDataException("checksum of a chunk does not match");
    }
  }
}
