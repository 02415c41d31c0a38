package dev.steward.collector.queue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Whatever stands in a segment file, a queue opens, reads what is sound, and takes a new batch. */
@Tag("fuzz")
final class QueueSegmentFuzzTest {
  private static final QueueOptions OPTIONS = new QueueOptions(1 << 20, 1 << 16, Set.of("r"));

  @FuzzTest
  void anyBytesAreSurvived(byte[] bytes) {
    // What a right checksum would let through.
    readBody(bytes);
    try {
      Path directory = Files.createTempDirectory("queue-fuzz");
      try {
        survive(directory, bytes);
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readBody(byte[] bytes) {
    try {
      Objects.requireNonNull(SegmentFormat.readBody(bytes, 0).positions());
    } catch (DamagedSegmentException e) {
      // As it should be told.
    }
  }

  private static DurableQueue open(Path directory) throws IOException {
    // Without failures these are files that are never forced, which makes the fuzzer fast.
    return DurableQueue.open(directory, OPTIONS, new FaultyFiles(new Random(1)), Clock.systemUTC());
  }

  /** The input is laid over a sound segment from a place on that its first two bytes say. */
  private static void survive(Path directory, byte[] bytes) throws IOException {
    try (DurableQueue queue = open(directory)) {
      for (int i = 0; i < 3; i++) {
        append(queue, "content " + i);
      }
    }
    Path segment = BitFlips.segments(directory).getLast();
    byte[] content = Files.readAllBytes(segment);
    int at = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) % content.length;
    for (int i = 2; i < bytes.length && at + i - 2 < content.length; i++) {
      content[at + i - 2] = bytes[i];
    }
    Files.write(segment, content);
    try (DurableQueue queue = open(directory)) {
      QueueReader reader = queue.reader("r");
      reader.seek(1);
      while (reader.next() != null) {
        // Reads on.
      }
      append(queue, "new content");
      QueuedBatch last = reader.next();
      if (last == null || last.sequence() != queue.lastSequence()) {
        throw new AssertionError("the new batch is not read: " + last);
      }
    }
  }

  private static void append(DurableQueue queue, String content) throws IOException {
    queue.dictionary();
    Frame frame = new Frame(ByteString.copyFromUtf8(content), content.length());
    queue.append(new EncodedBatch(frame, frame, List.of(new InputPosition("key", content))));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
