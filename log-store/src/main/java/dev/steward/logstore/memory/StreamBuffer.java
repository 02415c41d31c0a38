package dev.steward.logstore.memory;

import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one stream in the order in which they were stored: a chain through the columns of its
 * table. Written by one thread; a reader takes an {@link Extent} and, where it needs the entries, a
 * {@link Snapshot}, while it holds a view of the table.
 */
public final class StreamBuffer {
  private static final int NONE = -1;

  private final EntryColumns columns;

  // All guarded by this.
  private int size;
  private int newest = NONE;
  private boolean sorted = true;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long bytes;
  private @Nullable EntryIndex index;

  StreamBuffer(EntryColumns columns) {
    this.columns = columns;
  }

  /**
   * What there is at one moment.
   *
   * @param size how many entries
   * @param newest number of the last entry in the table
   * @param sorted whether times rise
   * @param first earliest time, nanoseconds since the Unix epoch
   * @param last latest time
   * @param bytes bytes of the lines
   */
  public record Extent(int size, int newest, boolean sorted, long first, long last, long bytes) {}

  /**
   * The entries of an extent, by the order in which they were stored.
   *
   * @param times nanoseconds since the Unix epoch
   * @param chunks arrays that hold the lines; they are used for other lines once no view holds the
   *     table
   * @param offsets where in its array each line starts
   * @param lengths bytes of each line
   * @param metadata where in its array each entry's metadata stands, encoded; -1 for none
   * @param sorted whether times rise
   */
  public record Snapshot(
      long[] times, byte[][] chunks, int[] offsets, int[] lengths, int[] metadata, boolean sorted) {
    /** How many entries. */
    public int size() {
      return times.length;
    }

    /** A line for looking at, valid while the table is held. */
    public Line line(int index) {
      return Line.wrap(chunks[index], offsets[index], lengths[index]);
    }

    /** The metadata of an entry. */
    public Labels metadataOf(int index) {
      return metadata[index] < 0 ? Labels.EMPTY : LabelsCodec.at(chunks[index], metadata[index]);
    }

    /** An entry to keep. */
    public LogEntry entry(int index) {
      int from = offsets[index];
      byte[] copy = Arrays.copyOfRange(chunks[index], from, from + lengths[index]);
      return new LogEntry(times[index], Line.wrap(copy), metadataOf(index));
    }

    /** Numbers of the entries in order of time, and of storage within a nanosecond. */
    public int[] inOrder() {
      int[] order = new int[size()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      if (!sorted) {
        StableOrder.sort(order, times);
      }
      return order;
    }
  }

  synchronized void add(long time, int array, int offset, int length, int metadata) {
    newest = columns.add(time, array, offset, length, metadata, newest);
    size++;
    sorted &= time >= last;
    first = Math.min(first, time);
    last = Math.max(last, time);
    bytes += length;
    if (index != null) {
      index.add(newest);
    }
  }

  /** What there is now. */
  public synchronized Extent extent() {
    return new Extent(size, newest, sorted, first, last, bytes);
  }

  /** The entries so far. */
  public Snapshot snapshot() {
    return snapshot(extent());
  }

  /** The entries of an extent of this buffer. */
  public Snapshot snapshot(Extent extent) {
    int count = extent.size();
    Snapshot snapshot =
        new Snapshot(
            new long[count],
            new byte[count][],
            new int[count],
            new int[count],
            new int[count],
            extent.sorted());
    int entry = extent.newest();
    for (int i = count - 1; i >= 0; i--) {
      EntryChunk chunk = columns.chunk(entry);
      int at = entry & EntryChunk.MASK;
      snapshot.times[i] = chunk.times[at];
      snapshot.chunks[i] = columns.array(chunk.arrays[at]);
      snapshot.offsets[i] = chunk.offsets[at];
      snapshot.lengths[i] = chunk.lengths[at];
      snapshot.metadata[i] = chunk.metadata[at];
      entry = chunk.previous[at];
    }
    return snapshot;
  }

  /** Whether an equal entry is held. The first call builds a table of all entries. */
  public synchronized boolean holds(LogEntry entry) {
    if (size == 0 || entry.timestampNanos() > last || entry.timestampNanos() < first) {
      return false;
    }
    EntryIndex known = index;
    if (known == null) {
      known = new EntryIndex(columns);
      for (int at = newest; at != NONE; at = columns.chunk(at).previous[at & EntryChunk.MASK]) {
        known.add(at);
      }
      index = known;
    }
    return known.find(entry);
  }
}
