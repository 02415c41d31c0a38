package dev.steward.spi.store;

import java.util.Objects;

/**
 * Where a batch comes from, so that a store keeps it once however often it is sent.
 *
 * @param source identity of the sender's queue; a new queue is a new source
 * @param sequence position in that queue, from 1, growing; a batch whose sequence is not above the
 *     last one kept for its source is a repetition
 */
public record Origin(String source, long sequence) {
  /** Checks that nothing is missing. */
  public Origin {
    Objects.requireNonNull(source, "source");
    if (source.isEmpty() || sequence < 1) {
      throw new IllegalArgumentException(
          "origin: " + source + "/" + sequence + " (expected: a source and a sequence from 1)");
    }
  }
}
