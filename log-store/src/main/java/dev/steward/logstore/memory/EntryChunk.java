package dev.steward.logstore.memory;

/** Columns of some thousand entries, of all streams in the order in which they were stored. */
final class EntryChunk {
  /** Entries of a chunk are numbered with so many bits. */
  static final int BITS = 13;

  static final int ENTRIES = 1 << BITS;
  static final int MASK = ENTRIES - 1;

  /** Memory that a chunk takes for each entry. */
  static final int ENTRY_BYTES = 28;

  /** Nanoseconds since the Unix epoch. */
  final long[] times = new long[ENTRIES];

  /** Number of the array that holds the line, where it starts in that array, and its length. */
  final int[] arrays = new int[ENTRIES];

  final int[] offsets = new int[ENTRIES];
  final int[] lengths = new int[ENTRIES];

  /** The entry of the same stream that was stored before; -1 where there is none. */
  final int[] previous = new int[ENTRIES];

  /** Where in its line's array an entry's metadata stands, encoded; -1 where it has none. */
  final int[] metadata = new int[ENTRIES];
}
