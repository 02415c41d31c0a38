package dev.steward.collector.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.EncodedBatch;
import dev.steward.collector.queue.InputPosition;
import dev.steward.collector.queue.QueueGap;
import dev.steward.collector.queue.QueueOptions;
import dev.steward.collector.queue.QueueReader;
import dev.steward.collector.queue.QueuedBatch;
import dev.steward.spi.model.Labels;
import dev.steward.wire.v1.LogColumns;
import dev.steward.wire.v1.Payload;
import dev.steward.wire.v1.SampleColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a queue loses when its quota is reached, and that it says so. */
final class FullQueueTest {
  private static final int SERIES = 200;
  private static final long START_MILLIS = 1_800_000_000_000L;

  @TempDir Path directory;
  private final PayloadEncoder encoder = new PayloadEncoder();
  private final Random random = new Random(7);

  private DurableQueue open(long maxBytes) throws IOException {
    DurableQueue queue =
        DurableQueue.open(directory, new QueueOptions(maxBytes, 20_000, Set.of("r")));
    queue.thinWith(new SampleThinning());
    return queue;
  }

  /** A line, and a scrape at fifteen seconds after the one before it. */
  private void append(DurableQueue queue, int number) throws IOException {
    OpenBatch batch = new OpenBatch();
    byte[] line = ("line " + number).getBytes(StandardCharsets.UTF_8);
    Labels stream = Labels.of("s", "x");
    batch.line(stream, START_MILLIS * 1_000_000 + number, line, 0, line.length, Labels.EMPTY);
    for (int i = 0; i < SERIES; i++) {
      batch.sample(
          START_MILLIS + number * 15_000L, Labels.of("__name__", "m" + i), random.nextDouble());
    }
    batch.position(new InputPosition("file", "at " + number));
    encoder.dictionary().turnTo(queue.dictionary());
    EncodedBatch encoded = encoder.encode(batch);
    queue.append(encoded);
  }

  private record Left(List<String> lines, Map<Long, Integer> samples, List<Long> sequences) {}

  private static Left read(QueueReader reader) throws IOException {
    Left left = new Left(new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
    for (QueuedBatch batch = reader.next(); batch != null; batch = reader.next()) {
      left.sequences().add(batch.sequence());
      byte[] bytes = Zstd.decompress(batch.payload().bytes().toByteArray(), batch.payload().size());
      Payload payload = Payload.parseFrom(bytes);
      for (LogColumns column : payload.getLogsList()) {
        column.getLinesList().forEach(line -> left.lines().add(line.toStringUtf8()));
      }
      for (SampleColumns column : payload.getSamplesList()) {
        left.samples().put(column.getTimestampMillis(), column.getValuesCount());
      }
    }
    return left;
  }

  @Test
  void samplesOfTheOldestAreThinnedBeforeAnyLineIsLost() throws IOException {
    try (DurableQueue queue = open(120_000)) {
      for (int i = 0; i < 100; i++) {
        append(queue, i);
      }
      assertEquals(0, queue.counters().droppedBatches());
      assertTrue(queue.counters().thinnedSamples() > 0);
      assertTrue(queue.bytes() <= 120_000);
      Left left = read(queue.reader("r"));
      assertEquals(100, left.lines().size());
      assertEquals("line 0", left.lines().getFirst());
      assertEquals(100L, left.sequences().getLast());
      List<Long> times = new ArrayList<>(left.samples().keySet());
      assertTrue(times.get(1) - times.get(0) >= 60_000, "the oldest are thinned");
      int newest = times.size() - 1;
      assertEquals(15_000, times.get(newest) - times.get(newest - 1), "the newest are not");
      QueueGap gap = queue.gap();
      assertEquals(0, gap.droppedBatches());
      assertEquals(queue.counters().thinnedSamples(), gap.thinnedSamples());
      assertEquals("at 99", queue.positions().get("file"));
    }
  }

  @Test
  void linesAreDroppedTheOldestFirstWhenThinningIsNotEnough() throws IOException {
    try (DurableQueue queue = open(60_000)) {
      for (int i = 0; i < 400; i++) {
        append(queue, i);
      }
      Left left = read(queue.reader("r"));
      long dropped = queue.counters().droppedBatches();
      assertTrue(dropped > 0);
      assertEquals(400 - dropped, left.lines().size());
      assertEquals("line " + dropped, left.lines().getFirst());
      assertEquals("line 399", left.lines().getLast());
      assertEquals(dropped, queue.gap().droppedBatches());
    }
  }

  @Test
  void aReaderThatIsInTheMiddleOfASegmentGoesOnWhenItIsThinned() throws IOException {
    try (DurableQueue queue = open(120_000)) {
      for (int i = 0; i < 30; i++) {
        append(queue, i);
      }
      QueueReader reader = queue.reader("r");
      List<Long> sequences = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        QueuedBatch batch = reader.next();
        sequences.add(batch == null ? -1 : batch.sequence());
      }
      for (int i = 30; i < 100; i++) {
        append(queue, i);
      }
      Left left = read(reader);
      sequences.addAll(left.sequences());
      for (int i = 0; i < 100; i++) {
        assertEquals(i + 1L, sequences.get(i));
      }
    }
  }

  @Test
  void whatWasLostIsKnownAfterACrashUntilItIsTold() throws IOException {
    QueueGap gap;
    try (DurableQueue queue = open(60_000)) {
      for (int i = 0; i < 200; i++) {
        append(queue, i);
      }
      gap = queue.gap();
      assertTrue(gap.droppedBatches() > 0);
      assertTrue(gap.fromNanos() <= gap.toNanos());
    }
    encoder.dictionary().forget();
    try (DurableQueue queue = open(600_000)) {
      assertEquals(gap, queue.gap());
      OpenBatch batch = new OpenBatch();
      batch.position(queue.told(gap));
      encoder.dictionary().turnTo(queue.dictionary());
      queue.append(encoder.encode(batch));
      assertTrue(queue.gap().isNone());
    }
    try (DurableQueue queue = open(600_000)) {
      assertTrue(queue.gap().isNone());
    }
  }

  @Test
  void aSegmentIsNotThinnedTwiceAfterARestart() throws IOException {
    long thinned;
    try (DurableQueue queue = open(120_000)) {
      for (int i = 0; i < 100; i++) {
        append(queue, i);
      }
      thinned = queue.counters().thinnedSamples();
    }
    encoder.dictionary().forget();
    try (DurableQueue queue = open(120_000)) {
      append(queue, 100);
      assertTrue(queue.counters().thinnedSamples() < thinned);
      assertEquals(101, read(queue.reader("r")).lines().size());
    }
  }
}
