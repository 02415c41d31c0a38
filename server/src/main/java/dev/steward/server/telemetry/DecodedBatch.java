package dev.steward.server.telemetry;

import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.SampleBatch;
import dev.steward.wire.v1.Refusal;
import java.util.List;

/**
 * A group of batches as the stores take it.
 *
 * @param sequence the last one's position in the queue
 * @param batches how many there are
 * @param logs their log entries; empty where they have none, so that the log store still learns the
 *     sequence
 * @param samples their samples, likewise
 * @param refusals what they held that no store takes
 * @param share their room in the budget
 */
record DecodedBatch(
    long sequence,
    int batches,
    LogBatch logs,
    SampleBatch samples,
    List<Refusal> refusals,
    IngestBudget.Share share) {
  DecodedBatch {
    refusals = List.copyOf(refusals);
  }

  /** Gives its room back: it is durable, or will not be stored. */
  void release() {
    share.close();
  }
}
