package dev.steward.collector.rule;

import dev.steward.collector.batch.BatchSink;

/** One thing that is done to the lines of some streams. For one thread. */
interface Rule {
  /** Changes a line, or says with false that it is left out. */
  boolean apply(LineDraft line);

  /** Adds lines of its own that are due at a time, nanoseconds since the Unix epoch. */
  default void flush(long nowNanos, BatchSink sink) {}
}
