package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.FrameEncoder;
import dev.steward.metricstore.codec.TimeColumns;
import dev.steward.spi.store.SampleColumns;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Collects the frames of one series, rising in time, and writes them as a chunk. Reused from series
 * to series; for one thread.
 */
public final class ChunkBuilder {
  private final FrameEncoder encoder = new FrameEncoder();
  private final CRC32C crc = new CRC32C();
  private final ByteWriter frames = new ByteWriter(1 << 12);
  private final ByteWriter chunk = new ByteWriter(1 << 12);
  private long[] firstTimes = new long[16];
  private long[] lastTimes = new long[16];
  private int[] ends = new int[16];
  private int count;

  /** Forgets all frames. */
  public void clear() {
    frames.clear();
    count = 0;
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return count == 0;
  }

  long minTimeMillis() {
    return firstTimes[0];
  }

  long maxTimeMillis() {
    return lastTimes[count - 1];
  }

  /** Adds samples, later than all before. */
  public void add(SampleColumns samples, int from, int to, TimeColumns.Sink times) {
    int at = from;
    while (at < to) {
      int end = encoder.encode(samples, at, to, times, frames);
      note(samples.timestampsMillis()[at], samples.timestampsMillis()[end - 1]);
      at = end;
    }
  }

  /** Where to write a frame that is encoded already; {@link #note} says that it is there. */
  ByteWriter frames() {
    return frames;
  }

  /** Declares a frame that was written to {@link #frames}. */
  void note(long firstMillis, long lastMillis) {
    if (count == ends.length) {
      firstTimes = Arrays.copyOf(firstTimes, count * 2);
      lastTimes = Arrays.copyOf(lastTimes, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    firstTimes[count] = firstMillis;
    lastTimes[count] = lastMillis;
    ends[count++] = frames.size();
  }

  /** The chunk's bytes, valid until the next call. */
  ByteWriter finish() {
    chunk.clear();
    chunk.putVarint(count);
    if (count == 1) {
      chunk.putBytes(frames.array(), 0, frames.size());
      putCrc(0);
      return chunk;
    }
    long last = firstTimes[0];
    int start = 0;
    for (int i = 0; i < count; i++) {
      chunk.putVarint(firstTimes[i] - last);
      chunk.putVarint(lastTimes[i] - firstTimes[i]);
      chunk.putVarint(ends[i] - start);
      last = lastTimes[i];
      start = ends[i];
    }
    putCrc(0);
    start = 0;
    for (int i = 0; i < count; i++) {
      int from = chunk.size();
      chunk.putBytes(frames.array(), start, ends[i] - start);
      putCrc(from);
      start = ends[i];
    }
    return chunk;
  }

  private void putCrc(int from) {
    crc.reset();
    crc.update(chunk.array(), from, chunk.size() - from);
    chunk.putInt((int) crc.getValue());
  }
}
