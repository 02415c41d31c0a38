package dev.steward.logstore.bytes;

import java.util.Arrays;

/** Where the lines of a record and their metadata stand in its bytes, in order. For one thread. */
public final class LineOffsets {
  private static final int NONE = -1;

  private int[] offsets = new int[256];
  private int[] metadata = new int[256];
  private int size;

  /** No offsets. */
  public LineOffsets() {}

  /** Adds the place of the next line, and that of its metadata or -1. */
  public void add(int offset, int metadataAt) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      metadata = Arrays.copyOf(metadata, size * 2);
    }
    offsets[size] = offset;
    metadata[size++] = metadataAt;
  }

  /** Where a line stands. */
  public int offset(int line) {
    return offsets[line];
  }

  /** Where the metadata of a line stands in the array that holds the record from a place on. */
  public int metadata(int line, int recordAt) {
    return metadata[line] == NONE ? NONE : recordAt + metadata[line];
  }
}
