package dev.steward.metricstore.head;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;

/** What lies on disk, as far as the head must ask before it takes an old sample. */
public interface StoredSamples {
  /**
   * Time of a series' newest sample on disk if that is at or after a moment, else {@link
   * Long#MIN_VALUE}.
   */
  long newestFrom(Labels labels, long fromMillis);

  /** Appends a series' samples in a range. */
  void copy(Labels labels, TimeRange range, SampleColumns into);
}
