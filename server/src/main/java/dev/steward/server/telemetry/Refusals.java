package dev.steward.server.telemetry;

import dev.steward.spi.store.AppendReceipt.Refusal;
import dev.steward.spi.store.RefusalReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what is refused while a batch is decoded: for each reason how much, and one example. */
final class Refusals {
  private final Map<RefusalReason, Refusal> byReason = new EnumMap<>(RefusalReason.class);

  void add(RefusalReason reason, long count, String example) {
    byReason.merge(
        reason,
        new Refusal(reason, count, example),
        (first, more) -> new Refusal(reason, first.count() + more.count(), first.example()));
  }

  List<Refusal> list() {
    return new ArrayList<>(byReason.values());
  }
}
