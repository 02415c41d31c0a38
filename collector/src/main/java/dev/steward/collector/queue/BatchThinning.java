package dev.steward.collector.queue;

import java.io.IOException;

/**
 * Makes batches smaller by leaving samples out, for a queue that is full: it knows what batches
 * hold, which the queue does not.
 */
public interface BatchThinning {
  /**
   * Starts with the batches of one dictionary, in their order.
   *
   * @param keepEveryMillis of each group of series, one moment of samples in so many milliseconds
   *     is kept
   */
  Pass begin(long keepEveryMillis);

  /** What is done to the batches of one dictionary. For one thread. */
  interface Pass {
    /**
     * A batch with the same lines and fewer samples.
     *
     * @throws IOException if the batch cannot be read: it is to be kept as it is
     */
    EncodedBatch thin(EncodedBatch batch) throws IOException;

    /** How many samples were left out so far. */
    long leftOut();
  }
}
