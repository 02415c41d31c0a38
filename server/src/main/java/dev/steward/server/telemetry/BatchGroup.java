package dev.steward.server.telemetry;

import dev.steward.wire.v1.Batch;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Batches of one queue that follow one another, and go to the stores as one. */
final class BatchGroup {
  /** Decompressed bytes past which a group takes no further batch. */
  static final int ENOUGH_BYTES = 256 << 10;

  private BatchGroup() {}

  /**
   * Takes the batches that may go together, at least one.
   *
   * @param held the last sequence that either store held when the stream began. No group reaches
   *     across it: a store takes or leaves a group by its last sequence alone, and one of the two
   *     may hold some of what comes again
   */
  static List<Batch> take(Deque<Batch> waiting, long held) {
    List<Batch> group = new ArrayList<>();
    long size = 0;
    for (Batch next = waiting.peek(); next != null; next = waiting.peek()) {
      boolean again = next.getSequence() <= held;
      if (!group.isEmpty()
          && (size >= ENOUGH_BYTES || (group.getLast().getSequence() <= held) != again)) {
        break;
      }
      size += size(next);
      group.add(waiting.remove());
    }
    return group;
  }

  /** Bytes that a batch takes when it is decompressed, as far as its sender is to be believed. */
  static int size(Batch batch) {
    int said = batch.getPayloadSize();
    return said < 0 ? PayloadReader.MAX_BYTES : Math.min(said, PayloadReader.MAX_BYTES);
  }

  /** The same of a group. */
  static long size(List<Batch> group) {
    return group.stream().mapToLong(BatchGroup::size).sum();
  }
}
