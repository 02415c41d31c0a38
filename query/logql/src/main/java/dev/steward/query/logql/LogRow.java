package dev.steward.query.logql;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;

/**
 * An entry as a log query gives it.
 *
 * <p>Its labels are of three kinds, which clients may ask to see apart. Seen together they are
 * {@link #labels()}: entries with the same labels are one stream of the answer.
 */
public interface LogRow {
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
}
