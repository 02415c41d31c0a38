package dev.steward.logstore.part;

import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.bytes.ByteSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the counts of many blocks, one after the other, to memory that it uses again: the counts of
 * all blocks of a part are neighbours in its file. A section is valid until the next is read. For
 * one thread.
 */
public final class CountsReader {
  /** So much is read at once where blocks are asked for in order. */
  private static final int AHEAD_BYTES = 128 << 10;

  private final Arrays arrays;
  private byte[] bytes = new byte[AHEAD_BYTES];
  private @Nullable PartReader heldPart;
  private long heldFrom;
  private long heldTo;

  /** A reader, which leaves levels out where they are not wanted. */
  public CountsReader(boolean withLevels) {
    this.arrays = new Arrays(withLevels);
  }

  private static final class Arrays implements CountsSection.Arrays {
    private final boolean withLevels;
    private long[] times = new long[4096];
    private int[] levels = new int[0];

    Arrays(boolean withLevels) {
      this.withLevels = withLevels;
    }

    @Override
    public long[] times(int lines) {
      if (times.length < lines) {
        times = new long[lines + lines / 2];
      }
      return times;
    }

    @Override
    public int @Nullable [] levels(int lines) {
      if (withLevels && levels.length < lines) {
        levels = new int[lines + lines / 2];
      }
      return withLevels ? levels : null;
    }
  }

  /** The counts of a block. */
  public CountsSection read(PartReader part, PartContents contents, int block) throws IOException {
    BlockTable table = contents.table();
    long from = contents.countsAt()[block];
    int length = table.countsLength[block];
    if (heldPart != part || from < heldFrom || from + length > heldTo) {
      boolean inOrder = block == 0 || (heldPart == part && from == heldTo);
      hold(part, from, inOrder ? end(contents, from, length) : from + length);
    }
    int offset = (int) (from - heldFrom);
    part.verify(bytes, offset, length, table.checksums[3 * block + 2], from);
    return CountsSection.read(new ByteSource(bytes, offset, length), table.runsOf(block), arrays);
  }

  private static long end(PartContents contents, long from, int length) {
    int last = contents.countsAt().length - 1;
    long end = contents.countsAt()[last] + contents.table().countsLength[last];
    return Math.min(end, from + Math.max(length, AHEAD_BYTES));
  }

  private void hold(PartReader part, long from, long to) throws IOException {
    int length = (int) (to - from);
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    heldPart = null;
    part.read(from, bytes, length);
    heldPart = part;
    heldFrom = from;
    heldTo = to;
  }
}
