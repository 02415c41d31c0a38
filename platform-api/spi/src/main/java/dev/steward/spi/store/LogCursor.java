package dev.steward.spi.store;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;

/**
 * A stream of entries in order of time across all selected streams; entries of the same nanosecond
 * come in the order of their streams' labels, and within a stream in the order in which they were
 * stored (reversed when the direction is backward). For one thread.
 */
public interface LogCursor extends AutoCloseable {
  /**
   * Moves to the next entry.
   *
   * @return whether there is one
   */
  boolean next();

  /** Labels of the current entry's stream; interned. */
  Labels stream();

  /** The current entry. */
  LogEntry entry();

  /** Frees what the cursor holds. */
  @Override
  void close();
}
