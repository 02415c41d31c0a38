package dev.steward.metricstore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Names of the store's files, and what is done with folders. */
final class Folders {
  private final Path root;

  Folders(Path root) {
    this.root = root;
  }

  void create() throws IOException {
    Files.createDirectories(blocks());
    Files.createDirectories(logs());
  }

  Path root() {
    return root;
  }

  Path blocks() {
    return root.resolve("blocks");
  }

  Path logs() {
    return root.resolve("wal");
  }

  Path snapshots() {
    return root.resolve("snapshots");
  }

  Path manifest() {
    return root.resolve("manifest");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path block(long number) {
    return blocks().resolve("%012d.block".formatted(number));
  }

  Path log(long number) {
    return logs().resolve("%012d.wal".formatted(number));
  }

  /** The numbered files of a folder. */
  static SortedMap<Long, Path> numbered(Path folder, String ending) throws IOException {
    SortedMap<Long, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("\\d{12}" + ending)) {
          found.put(Long.parseLong(name.substring(0, 12)), file);
        }
      }
    }
    return found;
  }

  /** Waits until the names in a folder are on disk. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Sets a damaged file aside, where nothing reads it and a person finds it. */
  static Path setAside(Path file) throws IOException {
    return Files.move(file, besides(file));
  }

  /** Keeps a damaged file beside itself, so that it stays when its own name is deleted. */
  static Path linkAside(Path file) throws IOException {
    return Files.createLink(besides(file), file);
  }

  private static Path besides(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + ".damaged-" + i);
    }
    return aside;
  }
}
