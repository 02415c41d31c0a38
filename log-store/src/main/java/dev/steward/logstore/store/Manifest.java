package dev.steward.logstore.store;

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
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts a day has: the file that makes a part exist.
 *
 * @param parts names of the parts, in the order in which their entries were stored
 * @param generation entries of this memory generation and of those before are in the parts
 */
record Manifest(List<String> parts, long generation) {
  private static final String NAME = "parts";

  /** "SLOGDAYS", little-endian. */
  private static final long MAGIC = 0x53594144474F4C53L;

  private static final int VERSION = 1;

  /** Copies the list. */
  Manifest {
    parts = List.copyOf(parts);
  }

  static boolean exists(Path day) {
    return Files.exists(day.resolve(NAME));
  }

  static Path path(Path day) {
    return day.resolve(NAME);
  }

  static Manifest read(Path day) throws IOException {
    byte[] bytes = Files.readAllBytes(day.resolve(NAME));
    int content = bytes.length - Integer.BYTES;
    if (content < 0
        || new ByteSource(bytes, content, Integer.BYTES).readInt()
            != Compression.checksum(bytes, 0, content)) {
      throw new CorruptDataException(day.resolve(NAME) + ": checksum differs");
    }
    ByteSource source = new ByteSource(bytes, 0, content);
    if (source.readLong() != MAGIC || source.readInt() != VERSION) {
      throw new CorruptDataException(day.resolve(NAME) + ": no list of parts, version 1");
    }
    long generation = source.readSignedVarint();
    List<String> parts = new ArrayList<>();
    for (int left = source.readCount(); left > 0; left--) {
      parts.add(source.readText());
    }
    return new Manifest(parts, generation);
  }

  /** Replaces the day's file, all or nothing. */
  void write(Path day, Disk disk) throws IOException {
    ByteSink sink = new ByteSink(1024);
    sink.writeLong(MAGIC);
    sink.writeInt(VERSION);
    sink.writeSignedVarint(generation);
    sink.writeVarint(parts.size());
    parts.forEach(sink::writeText);
    sink.writeInt(Compression.checksum(sink.array(), 0, sink.size()));
    Path fresh = day.resolve(NAME + ".new");
    Files.deleteIfExists(fresh);
    try (DiskFile file = disk.create(fresh)) {
      file.write(sink.array(), 0, sink.size());
      file.force();
    }
    Files.move(
        fresh,
        day.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    disk.forceDirectory(day);
  }
}
