package dev.steward.server.telemetry;

import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.SampleBatch;
import dev.steward.wire.v1.Refusal;
import java.util.List;

/**
 * A batch as the stores take it, or several that follow one another.
 *
 * @param sequence its position in the queue; of several, the last one's
 * @param logs its log entries; empty where it has none, so that the log store still learns its
 *     sequence
 * @param samples its samples, likewise
 * @param refusals what it held that no store takes
 * @param shares its room in the budget
 */
record DecodedBatch(
    long sequence,
    LogBatch logs,
    SampleBatch samples,
    List<Refusal> refusals,
    List<IngestBudget.Share> shares) {
  DecodedBatch {
    refusals = List.copyOf(refusals);
    shares = List.copyOf(shares);
  }

  /** Gives its room back: it is durable, or will not be stored. */
  void release() {
    shares.forEach(IngestBudget.Share::close);
  }
}
