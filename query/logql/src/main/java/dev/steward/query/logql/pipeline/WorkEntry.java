package dev.steward.query.logql.pipeline;

import dev.steward.spi.model.Line;

/** An entry on its way through the stages; reused from entry to entry. For one thread. */
public final class WorkEntry {
  private final EntryLabels labels = new EntryLabels();
  private long timestampNanos;
  private Line line = Line.EMPTY;

  /** When it happened, nanoseconds since the Unix epoch. */
  public long timestampNanos() {
    return timestampNanos;
  }

  /** The line, as the stages so far left it. */
  public Line line() {
    return line;
  }

  /** The labels, as the stages so far left them. */
  public EntryLabels labels() {
    return labels;
  }

  void setTimestampNanos(long timestampNanos) {
    this.timestampNanos = timestampNanos;
  }

  void setLine(Line line) {
    this.line = line;
  }
}
