package dev.steward.query.logql;

/**
 * Entries that a log query gives, in the order asked for, one after the other; the row is that of
 * the current entry. For one thread; nothing is read ahead, so that any number of entries needs
 * constant memory.
 */
public interface LogResult extends LogRow, AutoCloseable {
  /**
   * Moves to the next entry.
   *
   * @return whether there is one
   * @throws dev.steward.spi.error.StewardException if the query's context ends or storage fails
   */
  boolean next();

  /** Frees what the result holds. */
  @Override
  void close();
}
