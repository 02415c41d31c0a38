package dev.steward.logstore.part;

/** The fixed numbers of part files; {@code FORMAT.md} has the diagrams. */
final class PartFormat {
  /** "SLOGPART", little-endian. */
  static final long MAGIC = 0x54524150474F4C53L;

  static final int VERSION = 3;

  /** The first version whose payloads may leave out what repeats the times of lines. */
  static final int VERSION_3 = 3;

  /** The first version, which has no table of shapes. */
  static final int VERSION_1 = 1;

  /** Magic and version. */
  static final int HEADER_BYTES = 12;

  /** Footer's size, its checksum, magic. */
  static final int TRAILER_BYTES = 16;

  private PartFormat() {}
}
