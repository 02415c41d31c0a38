package dev.steward.collector.queue;

import java.nio.file.Path;

/**
 * A segment file of an open queue. Its bounds are read by any thread and changed by the writer
 * alone.
 */
final class Segment {
  private static final String SUFFIX = ".segment";

  private final Path file;
  private final long firstSequence;
  private volatile long durableBytes;

  Segment(Path file, long firstSequence, long durableBytes) {
    this.file = file;
    this.firstSequence = firstSequence;
    this.durableBytes = durableBytes;
  }

  /** The file's name: its first sequence in twenty digits, so that names sort as sequences do. */
  static String fileName(long firstSequence) {
    return "%020d".formatted(firstSequence) + SUFFIX;
  }

  /** Whether a file is named as a segment is. */
  static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("\\d{20}\\.segment");
  }

  /** The first sequence, from a file's name. */
  static long firstSequence(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  Path file() {
    return file;
  }

  long firstSequence() {
    return firstSequence;
  }

  /** Readers read up to here: what lies before is on the disk. */
  long durableBytes() {
    return durableBytes;
  }

  /** Moves the end: forward when bytes became durable, back when damage was found. */
  void endAt(long bytes) {
    durableBytes = bytes;
  }
}
