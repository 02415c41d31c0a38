package dev.steward.logstore.wal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The fixed numbers and the file names of the write-ahead log; see {@code FORMAT.md}. */
final class WalFormat {
  /** "SLOGWAL1", little-endian. */
  static final long MAGIC = 0x314C4157474F4C53L;

  static final int VERSION = 1;

  /** Magic and version. */
  static final int HEADER_BYTES = 12;

  /** Size of the content and its checksum. */
  static final int RECORD_HEADER_BYTES = 8;

  private static final String SUFFIX = ".wal";

  private WalFormat() {}

  /** Segments of one generation have growing numbers. */
  static Path path(Path directory, long generation, int number) {
    return directory.resolve("%016x-%04d".formatted(generation, number) + SUFFIX);
  }

  /** The generation of a segment, or null where the name is none. */
  static @Nullable Long generation(Path path) {
    String name = path.getFileName().toString();
    if (!name.matches("[0-9a-f]{16}-[0-9]{4,}\\.wal")) {
      return null;
    }
    return Long.parseUnsignedLong(name.substring(0, 16), 16);
  }
}
