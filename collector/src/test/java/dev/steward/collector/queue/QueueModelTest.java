package dev.steward.collector.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a queue on a failing disk against a list in memory. */
final class QueueModelTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final QueueOptions OPTIONS = new QueueOptions(1 << 20, 600, Set.of("one", "two"));

  @TempDir Path directory;

  /** What the model knows of a batch. */
  private record Known(long sequence, long dictionary, String content) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatWasAppendedIsReadOnceAndInOrderWhateverTheDiskDoes(long seed) throws IOException {
    System.out.println("seed " + seed);
    new Run(seed).run(600);
  }

  private final class Run {
    private final Random random;
    private final FaultyFiles files;
    private final List<Known> model = new ArrayList<>();
    private @Nullable Known uncertain;
    private DurableQueue queue;
    private int contents;

    Run(long seed) throws IOException {
      random = new Random(seed);
      files = new FaultyFiles(random);
      queue = DurableQueue.open(directory, OPTIONS, files, CLOCK);
    }

    void run(int steps) throws IOException {
      for (int step = 0; step < steps; step++) {
        files.failureRate(random.nextInt(4) == 0 ? 0.2 : 0);
        switch (random.nextInt(20)) {
          case 0 -> reopen();
          case 1, 2, 3, 4 -> read(queue.reader(random.nextBoolean() ? "one" : "two"));
          default -> append();
        }
      }
      reopen();
      for (String reader : OPTIONS.readers()) {
        readAll(queue.reader(reader));
      }
      queue.close();
    }

    private void append() {
      String content = "c" + contents++ + "x".repeat(random.nextInt(200));
      long sequence = queue.lastSequence() + 1;
      long dictionary = 0;
      try {
        dictionary = queue.dictionary();
        assertEquals(sequence, queue.append(batch(content)));
        model.add(new Known(sequence, dictionary, content));
        uncertain = null;
      } catch (IOException e) {
        // It may be on the disk or not; that shows when the queue is opened again.
        uncertain = dictionary == 0 ? uncertain : new Known(sequence, dictionary, content);
      }
    }

    private EncodedBatch batch(String content) {
      return new EncodedBatch(
          frame("d" + content + ";"),
          frame(content + "|"),
          List.of(new InputPosition("file", content), new InputPosition("other", "same")));
    }

    private Frame frame(String text) {
      return new Frame(ByteString.copyFromUtf8(text), text.length());
    }

    private void reopen() throws IOException {
      queue.close();
      if (random.nextBoolean()) {
        files.cutPower();
      }
      files.failureRate(0);
      queue = DurableQueue.open(directory, OPTIONS, files, CLOCK);
      Known late = uncertain;
      String position = queue.positions().getOrDefault("file", "");
      if (late != null && position.equals(late.content())) {
        model.add(late);
      }
      uncertain = null;
      String expected = model.isEmpty() ? "" : model.getLast().content();
      assertEquals(expected, position);
      assertTrue(model.isEmpty() || queue.lastSequence() >= model.getLast().sequence());
      assertEquals(0, queue.counters().quarantinedSegments());
    }

    private void read(QueueReader reader) throws IOException {
      if (random.nextInt(3) == 0) {
        reader.seek(reader.acknowledged() + 1);
        expect(reader, reader.acknowledged(), random.nextInt(20), true);
      }
    }

    private void readAll(QueueReader reader) throws IOException {
      reader.seek(reader.acknowledged() + 1);
      expect(reader, reader.acknowledged(), Integer.MAX_VALUE, false);
      assertEquals(model.isEmpty() ? 0 : model.getLast().sequence(), reader.acknowledged());
    }

    private void expect(QueueReader reader, long after, int limit, boolean stopEarly)
        throws IOException {
      List<Known> rest = model.stream().filter(known -> known.sequence() > after).toList();
      boolean first = true;
      int count = 0;
      for (Known known : rest) {
        if (count++ >= limit) {
          return;
        }
        QueuedBatch batch = reader.next();
        assertTrue(batch != null, "missing " + known);
        assertEquals(known.sequence(), batch.sequence());
        assertEquals(known.dictionary(), batch.dictionary());
        String payload = (first ? preface(known) : "") + "d" + known.content() + ";";
        assertEquals(payload + known.content() + "|", batch.payload().bytes().toStringUtf8());
        assertEquals(batch.payload().bytes().size(), batch.payload().size());
        first = false;
        if (!stopEarly || random.nextInt(3) > 0) {
          reader.acknowledge(known.sequence());
        }
      }
      assertEquals(null, reader.next());
    }

    /** All definitions that the dictionary had before a batch. */
    private String preface(Known batch) {
      StringBuilder definitions = new StringBuilder();
      model.stream()
          .filter(known -> known.dictionary() == batch.dictionary())
          .filter(known -> known.sequence() < batch.sequence())
          .forEach(known -> definitions.append("d").append(known.content()).append(";"));
      return definitions.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void flippedBitsNeverShowAsDataAndNeverMakeANumberStandForTwoBatches(long seed)
      throws IOException {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    QueueOptions options = new QueueOptions(1 << 20, 600, Set.of("one"));
    Map<Long, String> given = new java.util.HashMap<>();
    int contents = 0;
    for (int round = 0; round < 12; round++) {
      try (DurableQueue queue = DurableQueue.open(directory, options, QueueFiles.DISK, CLOCK)) {
        for (int i = random.nextInt(12); i > 0; i--) {
          String content = "c" + contents++ + "y".repeat(random.nextInt(150));
          queue.dictionary();
          Frame frame = new Frame(ByteString.copyFromUtf8(content), content.length());
          long sequence =
              queue.append(
                  new EncodedBatch(
                      Frame.EMPTY, frame, List.of(new InputPosition("file", content))));
          assertEquals(null, given.put(sequence, content), "sequence given out twice");
        }
        QueueReader reader = queue.reader("one");
        reader.seek(1);
        long last = 0;
        for (QueuedBatch batch = reader.next(); batch != null; batch = reader.next()) {
          assertTrue(batch.sequence() > last);
          last = batch.sequence();
          assertEquals(given.get(last), batch.payload().bytes().toStringUtf8());
        }
      }
      BitFlips.flipOneIn(directory, random);
    }
  }
}
