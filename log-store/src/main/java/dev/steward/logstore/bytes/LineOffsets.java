package dev.steward.logstore.bytes;

import java.util.Arrays;

/** Where the lines of a record stand in its bytes, in order. For one thread. */
public final class LineOffsets {
  private int[] offsets = new int[256];
  private int size;

  /** No offsets. */
  public LineOffsets() {}

  /** Adds the place of the next line. */
  public void add(int offset) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
    }
    offsets[size++] = offset;
  }

  /** Where a line stands. */
  public int offset(int line) {
    return offsets[line];
  }
}
