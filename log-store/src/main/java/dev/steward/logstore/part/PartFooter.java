package dev.steward.logstore.part;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a part's file: its sizes and times, and where its tables are.
 *
 * @param version version of the format
 * @param lines how many lines
 * @param bytes bytes of the lines
 * @param first time of the earliest line, nanoseconds since the Unix epoch
 * @param last time of the latest line
 * @param countsAt where the blocks' counts start
 * @param templates the template dictionary
 * @param streams the streams' labels
 * @param blocks the table of blocks
 * @param shapes which blocks have which templates; null in parts of version 1
 * @param fileBytes size of the file
 */
public record PartFooter(
    int version,
    long lines,
    long bytes,
    long first,
    long last,
    long countsAt,
    Table templates,
    Table streams,
    Table blocks,
    @Nullable Table shapes,
    long fileBytes) {
  /**
   * Where a table is.
   *
   * @param position its first byte
   * @param length its bytes
   * @param checksum their checksum
   */
  record Table(long position, int length, int checksum) {
    ByteSource read(PartFile file) throws IOException {
      return file.read(position, length, checksum);
    }
  }

  static PartFooter read(PartFile file) throws IOException {
    long size = file.size();
    if (size < PartFormat.HEADER_BYTES + PartFormat.TRAILER_BYTES) {
      throw new CorruptDataException(file.path().getFileName() + ": " + size + " bytes long");
    }
    int version = readHeader(file);
    ByteSource trailer =
        new ByteSource(file.read(size - PartFormat.TRAILER_BYTES, PartFormat.TRAILER_BYTES));
    int length = trailer.readInt();
    int checksum = trailer.readInt();
    if (trailer.readLong() != PartFormat.MAGIC || length < 0 || length > size) {
      throw new CorruptDataException(file.path().getFileName() + ": does not end as a part");
    }
    ByteSource source =
        file.read(size - PartFormat.TRAILER_BYTES - length, length + Integer.BYTES, checksum);
    return new PartFooter(
        version,
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        table(source),
        table(source),
        table(source),
        version == PartFormat.VERSION_1 ? null : table(source),
        size);
  }

  private static int readHeader(PartFile file) throws IOException {
    ByteSource header = new ByteSource(file.read(0, PartFormat.HEADER_BYTES));
    if (header.readLong() != PartFormat.MAGIC) {
      throw new CorruptDataException(file.path().getFileName() + ": does not start as a part");
    }
    int version = header.readInt();
    if (version < PartFormat.VERSION_1 || version > PartFormat.VERSION) {
      throw new CorruptDataException(
          file.path().getFileName()
              + ": version "
              + version
              + " (expected: at most "
              + PartFormat.VERSION
              + ")");
    }
    return version;
  }

  private static Table table(ByteSource from) throws CorruptDataException {
    return new Table(from.readLong(), from.readInt(), from.readInt());
  }
}
