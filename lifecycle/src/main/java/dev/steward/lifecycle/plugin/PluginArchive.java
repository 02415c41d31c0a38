package dev.steward.lifecycle.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A plugin's zip: a file of properties, and jars below {@code lib}. */
final class PluginArchive {
  private static final int MAX_ENTRIES = 10_000;
  private static final long MAX_BYTES = 256L << 20;

  private PluginArchive() {}

  /**
   * Unpacks a zip into a directory, in place of what is there.
   *
   * @throws IOException if the zip cannot be read, is too large, or names files outside of it
   */
  static void unpack(Path zip, Path directory) throws IOException {
    delete(directory);
    Files.createDirectories(directory);
    try (ZipFile file = new ZipFile(zip.toFile())) {
      if (file.size() > MAX_ENTRIES) {
        throw new IOException(file.size() + " entries (expected: at most " + MAX_ENTRIES + ")");
      }
      long left = MAX_BYTES;
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        left -= unpack(file, entries.nextElement(), directory, left);
      }
    }
  }

  private static long unpack(ZipFile file, ZipEntry entry, Path directory, long maxBytes)
      throws IOException {
    Path target = directory.resolve(entry.getName()).normalize();
    if (!target.startsWith(directory)) {
      throw new IOException(entry.getName() + ": outside of the plugin (expected: inside)");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return 0;
    }
    Files.createDirectories(target.resolveSibling("."));
    try (InputStream content = file.getInputStream(entry)) {
      byte[] bytes = content.readNBytes((int) Math.min(Integer.MAX_VALUE, maxBytes + 1));
      if (bytes.length > maxBytes) {
        throw new IOException("unpacked size (expected: at most " + MAX_BYTES + " bytes)");
      }
      Files.write(target, bytes);
      return bytes.length;
    }
  }

  /** Deletes a directory with all that is in it, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
