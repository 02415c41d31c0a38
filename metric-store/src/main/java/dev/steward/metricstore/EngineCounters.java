package dev.steward.metricstore;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.RefusalReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what an engine does. Safe for any thread. */
final class EngineCounters {
  private final LongAdder stored = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final Map<RefusalReason, LongAdder> refused = new EnumMap<>(RefusalReason.class);
  private final LongAdder loggedBytes = new LongAdder();
  private final LongAdder failedCommits = new LongAdder();
  private final LongAdder flushes = new LongAdder();
  private final LongAdder merges = new LongAdder();

  EngineCounters() {
    for (RefusalReason reason : RefusalReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  void answered(AppendReceipt receipt) {
    stored.add(receipt.stored());
    repeated.add(receipt.repeated());
    for (AppendReceipt.Refusal refusal : receipt.refusals()) {
      LongAdder counter = refused.get(refusal.reason());
      if (counter != null) {
        counter.add(refusal.count());
      }
    }
  }

  void loggedBytes(long bytes) {
    loggedBytes.add(bytes);
  }

  void failedCommit() {
    failedCommits.increment();
  }

  void flushed() {
    flushes.increment();
  }

  void merged() {
    merges.increment();
  }

  /** The figures now, beside those that the engine itself knows. */
  EngineFigures figures(
      long activeSeries, long headSamples, List<EngineFigures.LevelFigures> levels) {
    Map<RefusalReason, Long> refusals = new EnumMap<>(RefusalReason.class);
    refused.forEach((reason, counter) -> refusals.put(reason, counter.sum()));
    return new EngineFigures(
        stored.sum(),
        repeated.sum(),
        refusals,
        loggedBytes.sum(),
        failedCommits.sum(),
        flushes.sum(),
        merges.sum(),
        activeSeries,
        headSamples,
        levels.stream().mapToLong(EngineFigures.LevelFigures::blocks).sum(),
        levels.stream().mapToLong(EngineFigures.LevelFigures::bytes).sum(),
        levels.stream().mapToLong(EngineFigures.LevelFigures::samples).sum(),
        levels);
  }
}
