package dev.steward.server.telemetry;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.wire.v1.Refusal;
import java.util.List;

/** What was not kept of a batch, as the agent hears of it. */
final class WireRefusals {
  private static final String UNDECODABLE = "undecodable";

  private WireRefusals() {}

  /** What the stores refused. */
  static List<Refusal> of(long sequence, List<AppendReceipt.Refusal> refusals) {
    return refusals.stream()
        .map(each -> refusal(sequence, each.reason().word(), each.count(), each.example()))
        .toList();
  }

  /** A batch that cannot be read; how much it held is not known. */
  static Refusal undecodable(long sequence, UndecodableException problem) {
    return refusal(sequence, UNDECODABLE, 1, String.valueOf(problem.getMessage()));
  }

  private static Refusal refusal(long sequence, String reason, long count, String example) {
    return Refusal.newBuilder()
        .setSequence(sequence)
        .setReason(reason)
        .setCount(count)
        .setExample(example)
        .build();
  }
}
