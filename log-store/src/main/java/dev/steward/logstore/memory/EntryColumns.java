package dev.steward.logstore.memory;

import java.util.Arrays;

/**
 * The entries of a table, numbered in the order in which they were stored, and the arrays that hold
 * their lines. Written by one thread; a reader may look at entries whose numbers it got from the
 * writer through a lock.
 */
final class EntryColumns {
  private final BufferPool pool;

  /** Replaced when they grow; what stands in them never changes. */
  private volatile EntryChunk[] chunks = new EntryChunk[16];

  private volatile byte[][] arrays = new byte[16][];

  // Of the writer.
  private int size;
  private int arrayCount;
  private int slabUsed = BufferPool.SLAB_BYTES;
  private int slab = -1;

  EntryColumns(BufferPool pool) {
    this.pool = pool;
  }

  /** Copies a record to a place that stays the same until {@link #release}. */
  RecordPlace keep(byte[] bytes, int length) {
    if (length > BufferPool.SLAB_BYTES) {
      return new RecordPlace(addArray(Arrays.copyOf(bytes, length)), 0);
    }
    if (slabUsed + length > BufferPool.SLAB_BYTES) {
      slab = addArray(pool.takeSlab());
      slabUsed = 0;
    }
    int at = slabUsed;
    System.arraycopy(bytes, 0, arrays[slab], at, length);
    slabUsed += length;
    return new RecordPlace(slab, at);
  }

  /** Adds an array that holds lines and is nobody else's to write. */
  int addArray(byte[] array) {
    byte[][] all = arrays;
    if (arrayCount == all.length) {
      all = Arrays.copyOf(all, all.length * 2);
    }
    all[arrayCount] = array;
    arrays = all;
    return arrayCount++;
  }

  byte[] array(int number) {
    return arrays[number];
  }

  /** Adds an entry, and gives its number. */
  int add(long time, int array, int offset, int length, int metadata, int previous) {
    int at = size & EntryChunk.MASK;
    EntryChunk chunk = at == 0 ? addChunk() : chunks[size >>> EntryChunk.BITS];
    chunk.times[at] = time;
    chunk.arrays[at] = array;
    chunk.offsets[at] = offset;
    chunk.lengths[at] = length;
    chunk.previous[at] = previous;
    chunk.metadata[at] = metadata;
    return size++;
  }

  private EntryChunk addChunk() {
    EntryChunk[] all = chunks;
    int number = size >>> EntryChunk.BITS;
    if (number == all.length) {
      all = Arrays.copyOf(all, number * 2);
    }
    EntryChunk added = pool.takeChunk();
    all[number] = added;
    chunks = all;
    return added;
  }

  EntryChunk chunk(int entry) {
    return chunks[entry >>> EntryChunk.BITS];
  }

  /** Gives everything back; nobody may look at an entry any more. */
  void release() {
    for (int i = 0; i < arrayCount; i++) {
      pool.give(arrays[i]);
    }
    for (int number = 0; number << EntryChunk.BITS < size; number++) {
      pool.give(chunks[number]);
    }
    chunks = new EntryChunk[0];
    arrays = new byte[0][];
  }
}
