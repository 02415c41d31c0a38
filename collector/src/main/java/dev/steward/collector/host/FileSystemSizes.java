package dev.steward.collector.host;

import java.io.IOException;

/**
 * How large and how full a file system is.
 *
 * @param size bytes in all
 * @param free bytes that nothing uses
 * @param available bytes that a user without privileges may use
 * @param files inodes in all
 * @param filesFree inodes that nothing uses
 */
record FileSystemSizes(double size, double free, double available, double files, double filesFree) {
  /** Measures file systems. */
  @FunctionalInterface
  interface Source {
    /**
     * Measures the file system at a path. May take as long as its device does not answer.
     *
     * @throws IOException if it cannot be measured
     */
    FileSystemSizes measure(String path) throws IOException;
  }
}
