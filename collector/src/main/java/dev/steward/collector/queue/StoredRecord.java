package dev.steward.collector.queue;

import java.util.List;

/** One record of a segment file. */
sealed interface StoredRecord {
  /** The positions that the record holds. */
  List<InputPosition> positions();

  /**
   * The first record of every segment: the positions of all inputs, so that earlier segments may
   * go.
   */
  record Checkpoint(List<InputPosition> positions) implements StoredRecord {}

  /** Every later record: a batch. */
  record Batch(long sequence, EncodedBatch encoded) implements StoredRecord {
    @Override
    public List<InputPosition> positions() {
      return encoded.positions();
    }
  }
}
