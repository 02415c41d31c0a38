package dev.steward.logstore.memory;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one stream in the order in which they were stored. Arrays rather than objects, because
 * there are very many entries. Written by one thread; a reader takes a {@link Snapshot}.
 */
public final class StreamBuffer {
  private static final int FIRST_CAPACITY = 8;

  // All guarded by this.
  private int size;
  private long[] times = new long[FIRST_CAPACITY];
  private byte[][] chunks = new byte[FIRST_CAPACITY][];
  private int[] offsets = new int[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];
  private Labels @Nullable [] metadata;
  private boolean sorted = true;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long bytes;
  private @Nullable EntryIndex index;

  /**
   * The entries at one moment. The arrays may grow a longer valid part, and never change within
   * {@code size}.
   *
   * @param size how many entries
   * @param times nanoseconds since the Unix epoch
   * @param chunks arrays that hold the lines
   * @param offsets where in its array each line starts
   * @param lengths bytes of each line
   * @param metadata structured metadata, or null where no entry has any
   * @param sorted whether times rise
   * @param first earliest time
   * @param last latest time
   * @param bytes bytes of the lines
   */
  public record Snapshot(
      int size,
      long[] times,
      byte[][] chunks,
      int[] offsets,
      int[] lengths,
      Labels @Nullable [] metadata,
      boolean sorted,
      long first,
      long last,
      long bytes) {
    /** A line, without a copy. */
    public Line line(int index) {
      return Line.wrap(chunks[index], offsets[index], lengths[index]);
    }

    /** The metadata of an entry. */
    public Labels metadataOf(int index) {
      return metadata == null ? Labels.EMPTY : metadata[index];
    }

    /** An entry. */
    public LogEntry entry(int index) {
      return new LogEntry(times[index], line(index), metadataOf(index));
    }

    /** Numbers of the entries in order of time, and of storage within a nanosecond. */
    public int[] inOrder() {
      int[] order = new int[size];
      for (int i = 0; i < size; i++) {
        order[i] = i;
      }
      if (!sorted) {
        StableOrder.sort(order, times);
      }
      return order;
    }
  }

  synchronized void add(long time, byte[] chunk, int offset, int length, Labels entryMetadata) {
    if (size == times.length) {
      grow();
    }
    times[size] = time;
    chunks[size] = chunk;
    offsets[size] = offset;
    lengths[size] = length;
    if (metadata == null && !entryMetadata.isEmpty()) {
      metadata = new Labels[times.length];
      Arrays.fill(metadata, Labels.EMPTY);
    }
    if (metadata != null) {
      metadata[size] = entryMetadata;
    }
    size++;
    sorted &= time >= last;
    first = Math.min(first, time);
    last = Math.max(last, time);
    bytes += length;
    if (index != null) {
      index.add(snapshot(), size - 1);
    }
  }

  private void grow() {
    int capacity = size + (size >> 1);
    times = Arrays.copyOf(times, capacity);
    chunks = Arrays.copyOf(chunks, capacity);
    offsets = Arrays.copyOf(offsets, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    if (metadata != null) {
      metadata = Arrays.copyOf(metadata, capacity);
      Arrays.fill(metadata, size, capacity, Labels.EMPTY);
    }
  }

  /** The entries so far. */
  public synchronized Snapshot snapshot() {
    return new Snapshot(
        size, times, chunks, offsets, lengths, metadata, sorted, first, last, bytes);
  }

  /** Whether an equal entry is held. The first call builds a table of all entries. */
  public synchronized boolean holds(LogEntry entry) {
    if (size == 0 || entry.timestampNanos() > last || entry.timestampNanos() < first) {
      return false;
    }
    if (index == null) {
      index = new EntryIndex();
      for (int i = 0; i < size; i++) {
        index.add(snapshot(), i);
      }
    }
    return index.find(snapshot(), entry);
  }
}
