package dev.steward.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class BatchGroupTest {
  private static final Labels LABELS = Labels.of("__name__", "up");
  private final IngestBudget budget = new IngestBudget(1 << 20);

  private DecodedBatch batch(long sequence, int samples) throws InterruptedException {
    Origin origin = new Origin("00", sequence);
    SampleBatch all = new SampleBatch(origin, samples);
    SeriesHandle series = () -> LABELS;
    for (int i = 0; i < samples; i++) {
      all.add(series, sequence * 1000 + i, sequence);
    }
    LogEntry entry = new LogEntry(sequence, Line.of("line " + sequence), Labels.EMPTY);
    LogBatch logs =
        new LogBatch(
            origin, LogBatch.Duplicates.KEPT, List.of(new LogBatch.Stream(LABELS, List.of(entry))));
    return new DecodedBatch(sequence, logs, all, List.of(), List.of(budget.acquire(10)));
  }

  private Deque<DecodedBatch> batches(int samples, long... sequences) throws InterruptedException {
    Deque<DecodedBatch> all = new ArrayDeque<>();
    for (long sequence : sequences) {
      all.add(batch(sequence, samples));
    }
    return all;
  }

  private static List<Long> sequences(List<DecodedBatch> group) {
    return group.stream().map(DecodedBatch::sequence).toList();
  }

  @Test
  void aGroupIsStoredAsItsLastBatchWithEverythingInOrder() throws Exception {
    DecodedBatch merged = BatchGroup.merge(BatchGroup.take(batches(2, 4, 5, 7), 0));
    assertEquals(7, merged.sequence());
    assertEquals(new Origin("00", 7), merged.samples().origin());
    assertEquals(new Origin("00", 7), merged.logs().origin());
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < merged.samples().size(); i++) {
      times.add(merged.samples().timestampMillis(i));
    }
    assertEquals(List.of(4000L, 4001L, 5000L, 5001L, 7000L, 7001L), times);
    List<String> lines = new ArrayList<>();
    for (LogBatch.Stream stream : merged.logs().streams()) {
      lines.add(Objects.toString(stream.entries().getFirst().line()));
    }
    assertEquals(List.of("line 4", "line 5", "line 7"), lines);
    assertEquals(30, budget.used());
    merged.release();
    assertEquals(0, budget.used());
  }

  @Test
  void whatOneStoreMayHoldAlreadyIsNotMixedWithWhatNeitherHolds() throws Exception {
    Deque<DecodedBatch> waiting = batches(1, 4, 5, 6, 8);
    assertEquals(List.of(4L, 5L), sequences(BatchGroup.take(waiting, 5)));
    assertEquals(List.of(6L, 8L), sequences(BatchGroup.take(waiting, 5)));
  }

  @Test
  void aLargeGroupTakesNoFurtherBatch() throws Exception {
    Deque<DecodedBatch> waiting = batches(15_000, 1, 2, 3);
    assertEquals(List.of(1L, 2L), sequences(BatchGroup.take(waiting, 0)));
    assertEquals(List.of(3L), sequences(BatchGroup.take(waiting, 0)));
  }
}
