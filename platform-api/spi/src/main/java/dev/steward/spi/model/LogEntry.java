package dev.steward.spi.model;

import java.util.Objects;

/**
 * One line of a stream.
 *
 * @param timestampNanos when it happened, nanoseconds since the Unix epoch
 * @param line the line without its line end
 * @param metadata structured metadata: labels of this entry alone, not of its stream
 */
public record LogEntry(long timestampNanos, Line line, Labels metadata) {
  /** Checks that nothing is missing. */
  public LogEntry {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(metadata, "metadata");
  }

  /** An entry without metadata. */
  public LogEntry(long timestampNanos, Line line) {
    this(timestampNanos, line, Labels.EMPTY);
  }
}
