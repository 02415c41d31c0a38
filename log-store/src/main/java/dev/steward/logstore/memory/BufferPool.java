package dev.steward.logstore.memory;

import java.util.ArrayDeque;

/**
 * Arrays for entries in memory that are used again and again. They grow old once; arrays made for
 * each generation would do so every time, and each time a whole collection would have to find that
 * nobody needs them. Safe for any thread.
 */
public final class BufferPool {
  /** Bytes of an array for lines: some records of a megabyte, which each stand in one array. */
  static final int SLAB_BYTES = 4 << 20;

  private final int maxSlabs;
  private final int maxChunks;

  // Both guarded by this.
  private final ArrayDeque<byte[]> slabs = new ArrayDeque<>();
  private final ArrayDeque<EntryChunk> chunks = new ArrayDeque<>();

  /** A pool that keeps arrays for about this many bytes. */
  public BufferPool(long maxBytes) {
    this.maxSlabs = (int) Math.clamp(maxBytes / SLAB_BYTES + 2, 1, 1 << 12);
    this.maxChunks = 4 * maxSlabs;
  }

  synchronized byte[] takeSlab() {
    byte[] known = slabs.poll();
    return known != null ? known : new byte[SLAB_BYTES];
  }

  synchronized EntryChunk takeChunk() {
    EntryChunk known = chunks.poll();
    return known != null ? known : new EntryChunk();
  }

  synchronized void give(byte[] slab) {
    if (slab.length == SLAB_BYTES && slabs.size() < maxSlabs) {
      slabs.push(slab);
    }
  }

  synchronized void give(EntryChunk chunk) {
    if (chunks.size() < maxChunks) {
      chunks.push(chunk);
    }
  }
}
