package dev.steward.spi.store;

import dev.steward.spi.model.Labels;

/** A walk over series in the order of their labels. For one thread. */
public interface SeriesCursor extends AutoCloseable {
  /**
   * Moves to the next series that has at least one sample in the range.
   *
   * @return whether there is one
   */
  boolean next();

  /** Labels of the current series; interned. */
  Labels labels();

  /**
   * Appends the current series' samples in the range to {@code into}: rising in time, one for each
   * timestamp. May be called once for each series, or not at all.
   */
  void read(SampleColumns into);

  /** Frees what the cursor holds. */
  @Override
  void close();
}
