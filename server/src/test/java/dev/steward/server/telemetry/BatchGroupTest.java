package dev.steward.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.wire.v1.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchGroupTest {
  private static Deque<Batch> batches(int bytes, long... sequences) {
    Deque<Batch> all = new ArrayDeque<>();
    for (long sequence : sequences) {
      all.add(Batch.newBuilder().setSequence(sequence).setPayloadSize(bytes).build());
    }
    return all;
  }

  private static List<Long> sequences(List<Batch> group) {
    return group.stream().map(Batch::getSequence).toList();
  }

  @Test
  void whatFollowsOneAnotherGoesTogether() {
    assertEquals(List.of(4L, 5L, 7L), sequences(BatchGroup.take(batches(100, 4, 5, 7), 0)));
  }

  @Test
  void whatOneStoreMayHoldAlreadyIsNotMixedWithWhatNeitherHolds() {
    Deque<Batch> waiting = batches(100, 4, 5, 6, 8);
    assertEquals(List.of(4L, 5L), sequences(BatchGroup.take(waiting, 5)));
    assertEquals(List.of(6L, 8L), sequences(BatchGroup.take(waiting, 5)));
  }

  @Test
  void aLargeGroupTakesNoFurtherBatch() {
    Deque<Batch> waiting = batches(150_000, 1, 2, 3);
    assertEquals(List.of(1L, 2L), sequences(BatchGroup.take(waiting, 0)));
    assertEquals(List.of(3L), sequences(BatchGroup.take(waiting, 0)));
  }

  @Test
  void aSizeThatIsNoneCountsAsTheLargest() {
    Batch odd = Batch.newBuilder().setPayloadSize(-1).build();
    assertEquals(PayloadReader.MAX_BYTES, BatchGroup.size(odd));
  }
}
