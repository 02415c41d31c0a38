package dev.steward.server.telemetry;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Refusal;
import java.util.List;

/** What was not kept of a batch, as the agent hears of it. */
final class WireRefusals {
  private static final String UNDECODABLE = "undecodable";

  private WireRefusals() {}

  /** What the stores refused. */
  static List<Refusal> of(Batch batch, List<AppendReceipt.Refusal> refusals) {
    return refusals.stream()
        .map(each -> refusal(batch, each.reason().word(), each.count(), each.example()))
        .toList();
  }

  /** A batch that cannot be read; how much it held is not known. */
  static Refusal undecodable(Batch batch, UndecodableException problem) {
    return refusal(batch, UNDECODABLE, 1, String.valueOf(problem.getMessage()));
  }

  private static Refusal refusal(Batch batch, String reason, long count, String example) {
    return Refusal.newBuilder()
        .setSequence(batch.getSequence())
        .setReason(reason)
        .setCount(count)
        .setExample(example)
        .build();
  }
}
