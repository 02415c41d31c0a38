package dev.steward.server.telemetry;

import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.SampleBatch;
import dev.steward.wire.v1.Refusal;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Batches of one queue that follow one another, and go to the stores as one. */
final class BatchGroup {
  /** Samples and lines past which a group takes no further batch. */
  private static final int ENOUGH = 20_000;

  private BatchGroup() {}

  /**
   * Takes the batches that may go together, at least one.
   *
   * @param held the last sequence that either store held when the stream began. No group reaches
   *     across it: a store takes or leaves a group by its last sequence alone, and one of the two
   *     may hold some of what comes again
   */
  static List<DecodedBatch> take(Deque<DecodedBatch> waiting, long held) {
    List<DecodedBatch> group = new ArrayList<>();
    long size = 0;
    for (DecodedBatch next = waiting.peek(); next != null; next = waiting.peek()) {
      boolean again = next.sequence() <= held;
      if (!group.isEmpty() && (size >= ENOUGH || (group.getLast().sequence() <= held) != again)) {
        break;
      }
      size += next.samples().size() + next.logs().entryCount();
      group.add(waiting.remove());
    }
    return group;
  }

  /** One batch of all, with the last one's sequence. */
  static DecodedBatch merge(List<DecodedBatch> group) {
    DecodedBatch last = group.getLast();
    if (group.size() == 1) {
      return last;
    }
    int count = group.stream().mapToInt(batch -> batch.samples().size()).sum();
    SampleBatch samples = new SampleBatch(last.samples().origin(), count);
    List<LogBatch.Stream> streams = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    List<IngestBudget.Share> shares = new ArrayList<>();
    for (DecodedBatch batch : group) {
      samples.addAll(batch.samples());
      streams.addAll(batch.logs().streams());
      refusals.addAll(batch.refusals());
      shares.addAll(batch.shares());
    }
    LogBatch logs = new LogBatch(last.logs().origin(), LogBatch.Duplicates.KEPT, streams);
    return new DecodedBatch(last.sequence(), logs, samples, refusals, shares);
  }
}
