package dev.steward.spi.store;

import dev.steward.spi.model.Labels;

/**
 * A metric store's own reference to a series, so that the labels of a series that is written to
 * again and again are looked up once. Valid for as long as its store is open, even when the series
 * left memory in between.
 */
public interface SeriesHandle {
  /** The series, its metric name among the labels. */
  Labels labels();

  /**
   * Whether the store has the series in memory, as far as it can be told at once: who keeps many
   * handles may forget those of others, and ask for them again.
   */
  default boolean isActive() {
    return true;
  }
}
