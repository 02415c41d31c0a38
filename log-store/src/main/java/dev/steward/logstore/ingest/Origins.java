package dev.steward.logstore.ingest;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last sequence stored of each source. The log holds the changes; two equal files hold what log
 * segments that are gone once held, so that damage to one of them loses nothing. Safe for any
 * thread.
 */
public final class Origins {
  /** "SLOGORIG", little-endian. */
  private static final long MAGIC = 0x4749524F474F4C53L;

  private static final int VERSION = 1;

  private final Map<String, Long> last = new ConcurrentHashMap<>();

  /** No sources. */
  public Origins() {}

  /** The last sequence of a source. */
  public OptionalLong last(String source) {
    Long sequence = last.get(source);
    return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  /** Notes a sequence; a lower one than before changes nothing. */
  public void note(String source, long sequence) {
    last.merge(source, sequence, Math::max);
  }

  /** The two files of a directory. */
  public static List<Path> copies(Path directory) {
    return List.of(directory.resolve("origins"), directory.resolve("origins.copy"));
  }

  /** Adds what a file says, if it is there. */
  public void read(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(path);
    int content = bytes.length - Integer.BYTES;
    if (content < 0
        || new ByteSource(bytes, content, Integer.BYTES).readInt()
            != Compression.checksum(bytes, 0, content)) {
      throw new CorruptDataException(path.getFileName() + ": checksum differs");
    }
    ByteSource source = new ByteSource(bytes, 0, content);
    if (source.readLong() != MAGIC || source.readInt() != VERSION) {
      throw new CorruptDataException(path.getFileName() + ": no file of origins, version 1");
    }
    for (int left = source.readCount(); left > 0; left--) {
      note(source.readText(), source.readVarint());
    }
  }

  /** Replaces the files of a directory, one after the other, each all or nothing. */
  public void write(Path directory, Disk disk) throws IOException {
    byte[] bytes = encoded();
    for (Path path : copies(directory)) {
      Path fresh = path.resolveSibling(path.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      try (DiskFile file = disk.create(fresh)) {
        file.write(bytes, 0, bytes.length);
        file.force();
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      disk.forceDirectory(directory);
    }
  }

  private byte[] encoded() {
    ByteSink sink = new ByteSink(1024);
    sink.writeLong(MAGIC);
    sink.writeInt(VERSION);
    Map<String, Long> now = Map.copyOf(last);
    sink.writeVarint(now.size());
    now.forEach((source, sequence) -> {
      sink.writeText(source);
      sink.writeVarint(sequence);
    });
    sink.writeInt(Compression.checksum(sink.array(), 0, sink.size()));
    return sink.toByteArray();
  }
}
