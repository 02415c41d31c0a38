package dev.steward.logstore.wal;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A segment of the write-ahead log on disk.
 *
 * @param path where it is
 * @param generation the generation of its entries
 */
public record WalSegment(Path path, long generation) {
  /** A record as it stands in the file. */
  private record Framed(int offset, int length) {}

  /** The segments of a directory, oldest first. */
  public static List<WalSegment> list(Path directory) throws IOException {
    List<WalSegment> segments = new ArrayList<>();
    try (Stream<Path> paths = Files.list(directory)) {
      paths
          .sorted(Comparator.comparing(path -> path.getFileName().toString()))
          .forEach(path -> {
            Long generation = WalFormat.generation(path);
            if (generation != null) {
              segments.add(new WalSegment(path, generation));
            }
          });
    }
    return segments;
  }

  /**
   * Tells a visitor of every record that is whole. A record cut short at the end is the trace of a
   * crash and no damage.
   *
   * @throws CorruptDataException after all whole records were told, where there is damage
   */
  public void read(WalVisitor visitor) throws IOException {
    read(Files.readAllBytes(path), path.getFileName().toString(), visitor);
  }

  static void read(byte[] bytes, String name, WalVisitor visitor) throws CorruptDataException {
    if (bytes.length < WalFormat.HEADER_BYTES) {
      return;
    }
    ByteSource source = new ByteSource(bytes);
    if (source.readLong() != WalFormat.MAGIC) {
      throw new CorruptDataException(name + ": does not start as a log segment");
    }
    int version = source.readInt();
    if (version != WalFormat.VERSION) {
      throw new CorruptDataException(
          name + ": version " + version + " (expected: " + WalFormat.VERSION + ")");
    }
    WalDecoder decoder = new WalDecoder();
    int damaged = -1;
    while (source.remaining() >= WalFormat.RECORD_HEADER_BYTES) {
      int at = source.position();
      int length = source.readInt();
      int checksum = source.readInt();
      if (length <= 0 || length > source.remaining()) {
        break;
      }
      Framed record = new Framed(source.skip(length), length);
      if (!tell(bytes, record, checksum, decoder, visitor) && damaged < 0) {
        damaged = at;
      }
    }
    if (damaged >= 0) {
      throw new CorruptDataException(name + ": the record at " + damaged + " is damaged");
    }
  }

  private static boolean tell(
      byte[] bytes, Framed record, int checksum, WalDecoder decoder, WalVisitor visitor) {
    if (Compression.checksum(bytes, record.offset(), record.length()) != checksum) {
      return false;
    }
    try {
      decoder.decode(new ByteSource(bytes, record.offset(), record.length()), visitor);
      return true;
    } catch (CorruptDataException e) {
      return false;
    }
  }
}
