package dev.steward.collector.tail;

import java.util.concurrent.atomic.LongAdder;

/** What has happened to followed files. Safe for any thread. */
public final class TailCounters {
  final LongAdder lines = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder cutLines = new LongAdder();
  final LongAdder rotations = new LongAdder();
  final LongAdder truncations = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  volatile int openFiles;

  TailCounters() {}

  /** Lines read. */
  public long lines() {
    return lines.sum();
  }

  /** Bytes read. */
  public long bytes() {
    return bytes.sum();
  }

  /** Lines that were too long and lost their end. */
  public long cutLines() {
    return cutLines.sum();
  }

  /** Files that another file took the name of. */
  public long rotations() {
    return rotations.sum();
  }

  /** Files that were truncated or got other content. */
  public long truncations() {
    return truncations.sum();
  }

  /** Attempts to read a file or folder that failed. */
  public long unreadable() {
    return unreadable.sum();
  }

  /** Files that are open now. */
  public int openFiles() {
    return openFiles;
  }
}
