package dev.steward.logstore.memory;

import dev.steward.logstore.bytes.LineOffsets;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one generation: those that the log segments of that number hold. Written by one
 * thread, read by any.
 */
public final class MemoryTable {
  /** What an entry takes besides its bytes: its places in the arrays, half as much again unused. */
  private static final int ENTRY_OVERHEAD = 40;

  private final long generation;

  /** By stream number. Replaced when it grows; entries are set once. */
  private volatile @Nullable StreamBuffer[] buffers = new @Nullable StreamBuffer[64];

  private volatile long heapBytes;
  private volatile long lines;
  private volatile long first = Long.MAX_VALUE;
  private volatile long last = Long.MIN_VALUE;

  /** An empty table. */
  public MemoryTable(long generation) {
    this.generation = generation;
  }

  /** The number of the generation. */
  public long generation() {
    return generation;
  }

  /** Adds an entry whose line stands in an array that nobody writes to any more. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes.
  public void add(int stream, long time, byte[] chunk, int offset, int length, Labels metadata) {
    StreamBuffer buffer = buffer(stream);
    if (buffer == null) {
      buffer = newBuffer(stream);
    }
    buffer.add(time, chunk, offset, length, metadata);
    heapBytes += length + ENTRY_OVERHEAD;
    lines++;
    if (time < first) {
      first = time;
    }
    if (time > last) {
      last = time;
    }
  }

  /**
   * Adds entries of one stream whose lines stand in a record that nobody writes to any more.
   *
   * @param offsets where the lines stand, the first of them under {@code firstLine}
   * @return bytes of the lines
   */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes.
  public long add(
      int stream, List<LogEntry> entries, byte[] record, LineOffsets offsets, int firstLine) {
    StreamBuffer buffer = buffer(stream);
    if (buffer == null) {
      buffer = newBuffer(stream);
    }
    long bytes = 0;
    long earliest = first;
    long latest = last;
    synchronized (buffer) {
      for (int i = 0; i < entries.size(); i++) {
        LogEntry entry = entries.get(i);
        int length = entry.line().length();
        long time = entry.timestampNanos();
        buffer.add(time, record, offsets.offset(firstLine + i), length, entry.metadata());
        bytes += length;
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
      }
    }
    first = earliest;
    last = latest;
    heapBytes += bytes + (long) ENTRY_OVERHEAD * entries.size();
    lines += entries.size();
    return bytes;
  }

  private StreamBuffer newBuffer(int stream) {
    @Nullable StreamBuffer[] array = buffers;
    if (stream >= array.length) {
      array = Arrays.copyOf(array, Math.max(stream + 1, array.length * 2));
    }
    StreamBuffer buffer = new StreamBuffer();
    array[stream] = buffer;
    buffers = array;
    return buffer;
  }

  /** The entries of a stream, or null where there are none. */
  public @Nullable StreamBuffer buffer(int stream) {
    @Nullable StreamBuffer[] array = buffers;
    return stream < array.length ? array[stream] : null;
  }

  /** Stream numbers are below this. */
  public int streamLimit() {
    return buffers.length;
  }

  /** Memory that the entries take, roughly. */
  public long heapBytes() {
    return heapBytes;
  }

  /** How many entries there are. */
  public long lines() {
    return lines;
  }

  /** Whether there are no entries. */
  public boolean isEmpty() {
    return lines == 0;
  }

  /** Time of the earliest entry. */
  public long first() {
    return first;
  }

  /** Time of the latest entry. */
  public long last() {
    return last;
  }
}
