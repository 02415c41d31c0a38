package dev.steward.formats.remotewrite;

import dev.steward.spi.model.Labels;

/**
 * The labels of a series in a write request: known by a hash of 128 bits, and read only when
 * somebody asks. Valid until the next series.
 */
public interface SeriesKey {
  /** One half of the hash. */
  long high();

  /** The other half. */
  long low();

  /**
   * The labels, sorted.
   *
   * @throws InvalidLabelsException if they name no series
   */
  Labels labels() throws InvalidLabelsException;
}
