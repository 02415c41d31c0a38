package dev.steward.query.logql;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;

/**
 * Entries that a log query gives, in the order asked for, one after the other. For one thread;
 * nothing is read ahead, so that any number of entries needs constant memory.
 *
 * <p>An entry's labels are of three kinds, which clients may ask to see apart. Seen together they
 * are {@link #labels()}: entries with the same labels are one stream of the answer.
 */
public interface LogResult extends AutoCloseable {
  /**
   * Moves to the next entry.
   *
   * @return whether there is one
   * @throws dev.steward.spi.error.StewardException if the query's context ends or storage fails
   */
  boolean next();

  /** When it happened, nanoseconds since the Unix epoch. */
  long timestampNanos();

  /** The line, as the stages left it. */
  Line line();

  /** Labels of the stream that the entry was stored in, less those that stages removed. */
  Labels stream();

  /** Labels that were stored with the entry alone. */
  Labels structuredMetadata();

  /** Labels that stages made, {@code __error__} among them where a stage failed. */
  Labels parsed();

  /** All three together. */
  Labels labels();

  /** Frees what the result holds. */
  @Override
  void close();
}
