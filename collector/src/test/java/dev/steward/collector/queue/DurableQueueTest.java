package dev.steward.collector.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableQueueTest {
  @TempDir Path directory;

  private DurableQueue open(long maxBytes, long segmentBytes, String... readers)
      throws IOException {
    return DurableQueue.open(directory, new QueueOptions(maxBytes, segmentBytes, Set.of(readers)));
  }

  private static void append(DurableQueue queue, String content) throws IOException {
    queue.dictionary();
    Frame frame = new Frame(ByteString.copyFromUtf8(content), content.length());
    queue.append(
        new EncodedBatch(Frame.EMPTY, frame, List.of(new InputPosition("input", content))));
  }

  private static List<String> readAll(QueueReader reader) throws IOException {
    List<String> contents = new ArrayList<>();
    for (QueuedBatch batch = reader.next(); batch != null; batch = reader.next()) {
      contents.add(batch.payload().bytes().toStringUtf8());
    }
    return contents;
  }

  @Test
  void aQueueKeepsItsIdentityAndAnotherOneHasAnother() throws IOException {
    QueueIdentity identity;
    try (DurableQueue queue = open(1 << 20, 1000, "r")) {
      identity = queue.identity();
    }
    try (DurableQueue queue = open(1 << 20, 1000, "r")) {
      assertEquals(identity, queue.identity());
    }
    Files.write(directory.resolve("identity"), new byte[] {1, 2, 3});
    try (DurableQueue queue = open(1 << 20, 1000, "r")) {
      assertEquals(identity, queue.identity(), "taken from a segment");
    }
    Path other = directory.resolve("other");
    QueueOptions options = new QueueOptions(1 << 20, 1000, Set.of("r"));
    try (DurableQueue queue = DurableQueue.open(other, options)) {
      assertNotEquals(identity, queue.identity());
      assertEquals(16, queue.identity().toByteString().size());
    }
  }

  @Test
  void whatEveryReaderHasIsRemoved() throws IOException {
    try (DurableQueue queue = open(1 << 20, 100, "one", "two")) {
      for (int i = 1; i <= 10; i++) {
        append(queue, "batch " + i + "x".repeat(100));
      }
      int segments = BitFlips.segments(directory).size();
      queue.reader("one").acknowledge(10);
      assertEquals(segments, BitFlips.segments(directory).size());
      queue.reader("two").acknowledge(5);
      assertTrue(BitFlips.segments(directory).size() < segments);
      queue.reader("two").seek(6);
      assertEquals(5, readAll(queue.reader("two")).size());
    }
  }

  @Test
  void aFullQueueDropsTheOldestAndCountsWhatNobodyHas() throws IOException {
    try (DurableQueue queue = open(2_000, 500, "r")) {
      for (int i = 1; i <= 40; i++) {
        append(queue, "batch %02d %s".formatted(i, "x".repeat(100)));
      }
      assertTrue(queue.bytes() <= 2_000, queue.bytes() + " bytes");
      List<String> left = readAll(queue.reader("r"));
      assertEquals(40 - left.size(), queue.counters().droppedBatches());
      assertTrue(left.getLast().startsWith("batch 40"));
      assertTrue(left.size() >= 3);
    }
  }

  @Test
  void aReaderGoesOnWhereItAcknowledgedAfterARestart() throws IOException {
    try (DurableQueue queue = open(1 << 20, 150, "r")) {
      for (int i = 1; i <= 6; i++) {
        append(queue, "batch " + i);
      }
      queue.reader("r").acknowledge(4);
    }
    try (DurableQueue queue = open(1 << 20, 150, "r", "new")) {
      assertEquals(List.of("batch 5", "batch 6"), readAll(queue.reader("r")));
      assertTrue(readAll(queue.reader("new")).contains("batch 6"));
      assertEquals(Map.of("input", "batch 6"), queue.positions());
    }
  }

  @Test
  void aDamagedSegmentIsSetAsideUnderItsNameAndTheRestIsRead() throws IOException {
    try (DurableQueue queue = open(1 << 20, 150, "r")) {
      for (int i = 1; i <= 9; i++) {
        append(queue, "batch " + i);
      }
    }
    List<Path> segments = BitFlips.segments(directory);
    Path damaged = segments.get(1);
    BitFlips.flip(damaged, (int) Files.size(damaged) - 3, 2);
    try (DurableQueue queue = open(1 << 20, 150, "r")) {
      List<String> left = readAll(queue.reader("r"));
      assertEquals("batch 1", left.getFirst());
      assertEquals("batch 9", left.getLast());
      assertEquals(8, left.size());
      assertEquals(1, queue.counters().quarantinedSegments());
      assertTrue(Files.exists(damaged.resolveSibling(damaged.getFileName() + ".quarantined")));
    }
  }

  @Test
  void numbersGoOnAboveWhatTheDamagedEndMayHaveHeld() throws IOException {
    try (DurableQueue queue = open(1 << 20, 1 << 19, "r")) {
      append(queue, "batch 1");
      append(queue, "batch 2");
    }
    Path newest = BitFlips.segments(directory).getLast();
    BitFlips.flip(newest, (int) Files.size(newest) - 1, 0);
    try (DurableQueue queue = open(1 << 20, 1 << 19, "r")) {
      assertEquals(1, queue.counters().tornSegments());
      append(queue, "batch 3");
      assertTrue(queue.lastSequence() > 2);
      assertEquals(List.of("batch 1", "batch 3"), readAll(queue.reader("r")));
    }
  }

  @Test
  void aReaderSeesABatchOnlyWhenItIsDurable() throws IOException {
    try (DurableQueue queue = open(1 << 20, 1000, "r")) {
      QueueReader reader = queue.reader("r");
      assertNull(reader.next());
      append(queue, "batch 1");
      assertEquals(List.of("batch 1"), readAll(reader));
      append(queue, "batch 2");
      assertEquals(List.of("batch 2"), readAll(reader));
    }
  }
}
