package dev.steward.logstore.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Where the store writes its files. Tests put one here that is full or broken. */
public interface Disk {
  /** Makes a file that must not exist yet, open for appending. */
  DiskFile create(Path path) throws IOException;

  /** Makes directory entries that were added, renamed or removed durable. */
  void forceDirectory(Path directory) throws IOException;

  /** Bytes that may still be written to the file system of a path, and its size. */
  Space space(Path path) throws IOException;

  /**
   * Room on a file system.
   *
   * @param free bytes that may still be written
   * @param total bytes in all
   */
  record Space(long free, long total) {}

  /** The machine's disk. */
  static Disk real() {
    return new RealDisk();
  }
}
