package dev.steward.collector.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damages queue files. */
final class BitFlips {
  private BitFlips() {}

  /** Flips a bit of one segment. */
  static void flipOneIn(Path directory, Random random) throws IOException {
    List<Path> segments = segments(directory);
    if (!segments.isEmpty()) {
      Path file = segments.get(random.nextInt(segments.size()));
      flip(file, random.nextInt((int) Files.size(file)), random.nextInt(8));
    }
  }

  /** Flips a bit. */
  static void flip(Path file, int index, int bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[index] ^= (byte) (1 << bit);
    Files.write(file, bytes);
  }

  /** The segment files of a queue, oldest first. */
  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Segment::isSegment).sorted().toList();
    }
  }
}
