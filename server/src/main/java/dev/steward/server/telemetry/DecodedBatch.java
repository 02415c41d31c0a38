package dev.steward.server.telemetry;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.SampleBatch;
import java.util.List;

/**
 * A batch as the stores take it.
 *
 * @param logs its log entries; empty where it has none, so that the log store still learns its
 *     sequence
 * @param samples its samples, likewise
 * @param refusals what it held that no store takes
 */
record DecodedBatch(LogBatch logs, SampleBatch samples, List<AppendReceipt.Refusal> refusals) {
  DecodedBatch {
    refusals = List.copyOf(refusals);
  }
}
