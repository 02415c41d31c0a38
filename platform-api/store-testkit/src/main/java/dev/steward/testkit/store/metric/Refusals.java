package dev.steward.testkit.store.metric;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.RefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a batch could not keep. For one thread. */
final class Refusals {
  private final Map<RefusalReason, AppendReceipt.Refusal> byReason =
      new EnumMap<>(RefusalReason.class);

  void add(RefusalReason reason, Labels labels, long timestampMillis) {
    AppendReceipt.Refusal before = byReason.get(reason);
    if (before == null) {
      String example = labels + " at " + Instant.ofEpochMilli(timestampMillis);
      byReason.put(reason, new AppendReceipt.Refusal(reason, 1, example));
    } else {
      byReason.put(reason, new AppendReceipt.Refusal(reason, before.count() + 1, before.example()));
    }
  }

  List<AppendReceipt.Refusal> toList() {
    return new ArrayList<>(byReason.values());
  }
}
