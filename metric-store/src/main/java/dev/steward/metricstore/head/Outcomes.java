package dev.steward.metricstore.head;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.RefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What becomes of the samples of one batch. For one thread. */
final class Outcomes {
  private final Map<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
  private final Map<RefusalReason, String> examples = new EnumMap<>(RefusalReason.class);
  long stored;
  long repeated;

  void refuse(RefusalReason reason, Labels labels, long timestampMillis) {
    counts.merge(reason, 1L, Long::sum);
    if (!examples.containsKey(reason)) {
      examples.put(reason, labels + " at " + show(timestampMillis));
    }
  }

  private static String show(long timestampMillis) {
    return Instant.ofEpochMilli(timestampMillis).toString();
  }

  AppendReceipt receipt() {
    List<AppendReceipt.Refusal> refusals = new ArrayList<>();
    counts.forEach((reason, count) ->
        refusals.add(new AppendReceipt.Refusal(reason, count, examples.getOrDefault(reason, ""))));
    return new AppendReceipt(stored, repeated, refusals);
  }
}
