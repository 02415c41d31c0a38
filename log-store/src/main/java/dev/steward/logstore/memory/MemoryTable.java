package dev.steward.logstore.memory;

import dev.steward.logstore.bytes.LineOffsets;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one generation: those that the log segments of that number hold. Written by one
 * thread, read by any.
 */
public final class MemoryTable {
  /** What an entry takes besides its bytes: its columns, and what its record says of it. */
  private static final int ENTRY_OVERHEAD = EntryChunk.ENTRY_BYTES + 8;

  private static final int RECENT = 64;

  private final long generation;
  private final EntryColumns columns;
  private final AtomicInteger users = new AtomicInteger(1);

  private final Set<String> metadataNames = ConcurrentHashMap.newKeySet();

  /** Metadata of entries shortly before, by hash. Of the writer. */
  private final @Nullable Labels[] recent = new @Nullable Labels[RECENT];

  /** Names of metadata noted last. Of the writer. */
  private final @Nullable String[] lastNames = new @Nullable String[8];

  /** By stream number. Replaced when it grows; entries are set once. */
  private volatile @Nullable StreamBuffer[] buffers = new @Nullable StreamBuffer[64];

  /** The array given last that is no record, and its number. Of the writer. */
  private byte @Nullable [] foreign;

  private int foreignNumber;

  private volatile long heapBytes;
  private volatile long lines;
  private volatile long first = Long.MAX_VALUE;
  private volatile long last = Long.MIN_VALUE;

  /** An empty table whose maker is its first user; its arrays are from a pool. */
  public MemoryTable(long generation, BufferPool pool) {
    this.generation = generation;
    this.columns = new EntryColumns(pool);
  }

  /** Adds a user, who sees that the table has one already. */
  public void acquire() {
    users.incrementAndGet();
  }

  /** Takes a user away; the last gives the arrays back, and what was read of them is void. */
  public void release() {
    if (users.decrementAndGet() == 0) {
      columns.release();
    }
  }

  /** Keeps a record whose lines will be added. */
  public RecordPlace keep(byte[] bytes, int length) {
    return columns.keep(bytes, length);
  }

  /** The number of the generation. */
  public long generation() {
    return generation;
  }

  /**
   * Adds an entry whose line and metadata stand in an array that nobody writes to any more.
   *
   * @param metadataAt where in the array the metadata stands, encoded; -1 where there is none
   */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes.
  public void add(
      int stream,
      long time,
      byte[] array,
      int offset,
      int length,
      Labels metadata,
      int metadataAt) {
    if (foreign != array) {
      foreign = array;
      foreignNumber = columns.addArray(array);
    }
    bufferOf(stream).add(time, foreignNumber, offset, length, metadataAt);
    heapBytes += length + metadataBytes(metadata) + ENTRY_OVERHEAD;
    lines++;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }

  /**
   * Adds entries of one stream whose lines stand in a record that was kept.
   *
   * @param offsets where the lines stand in the record, the first of them under {@code firstLine}
   * @return bytes of the lines
   */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes.
  public long add(
      int stream, List<LogEntry> entries, RecordPlace record, LineOffsets offsets, int firstLine) {
    StreamBuffer buffer = bufferOf(stream);
    long bytes = 0;
    long metadataBytes = 0;
    long earliest = first;
    long latest = last;
    synchronized (buffer) {
      for (int i = 0; i < entries.size(); i++) {
        LogEntry entry = entries.get(i);
        int length = entry.line().length();
        long time = entry.timestampNanos();
        int offset = record.offset() + offsets.offset(firstLine + i);
        int metadataAt = offsets.metadata(firstLine + i, record.offset());
        buffer.add(time, record.array(), offset, length, metadataAt);
        bytes += length;
        metadataBytes += metadataBytes(entry.metadata());
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
      }
    }
    first = earliest;
    last = latest;
    heapBytes += bytes + metadataBytes + (long) ENTRY_OVERHEAD * entries.size();
    lines += entries.size();
    return bytes;
  }

  /** The array that a record stands in. */
  public byte[] array(RecordPlace record) {
    return columns.array(record.array());
  }

  /** Bytes of metadata that no entry shortly before had; notes its names. */
  private int metadataBytes(Labels metadata) {
    int at = metadata.hashCode() & (RECENT - 1);
    if (metadata.isEmpty() || recent[at] == metadata) {
      return 0;
    }
    recent[at] = metadata;
    int bytes = 1;
    for (int i = 0; i < metadata.size(); i++) {
      noteName(i, metadata.name(i));
      bytes += metadata.name(i).length() + metadata.value(i).length() + 2;
    }
    return bytes;
  }

  /** Names come again and again at the same place among the labels, mostly as the same object. */
  @SuppressWarnings("ReferenceEquality")
  private void noteName(int place, String name) {
    int at = place & (lastNames.length - 1);
    if (lastNames[at] != name) {
      lastNames[at] = name;
      metadataNames.add(name);
    }
  }

  private StreamBuffer bufferOf(int stream) {
    StreamBuffer known = buffer(stream);
    return known != null ? known : newBuffer(stream);
  }

  private StreamBuffer newBuffer(int stream) {
    @Nullable StreamBuffer[] array = buffers;
    if (stream >= array.length) {
      array = Arrays.copyOf(array, Math.max(stream + 1, array.length * 2));
    }
    StreamBuffer buffer = new StreamBuffer(columns);
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

  /** Names of structured metadata that entries have. */
  public Set<String> metadataNames() {
    return metadataNames;
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
