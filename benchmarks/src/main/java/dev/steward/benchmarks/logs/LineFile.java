package dev.steward.benchmarks.logs;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of {@link Fleet} in a file, generated once and kept for the next run.
 *
 * @param path the file; each line ends with a line feed
 * @param lines how many there are
 */
record LineFile(Path path, long lines) {
  static final long SEED = 20_261_119;

  private static final int CHUNK_BYTES = 1 << 20;

  /** Takes whole lines. */
  interface Sink {
    /** The bytes from 0 to {@code length}, which end with a line feed; valid during the call. */
    void lines(byte[] bytes, int length) throws IOException, InterruptedException;
  }

  static LineFile generated(Path directory, long lines) throws IOException {
    Path file = directory.resolve("lines-" + SEED + "-" + lines + ".log");
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Fleet fleet = new Fleet(SEED, lines);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
        while (fleet.hasNext()) {
          out.write(fleet.next());
          out.write('\n');
        }
      }
      Files.move(partial, file);
    }
    return new LineFile(file, lines);
  }

  long bytes() throws IOException {
    return Files.size(path);
  }

  /** Hands over all lines, about a megabyte at a time. */
  void read(Sink sink) throws IOException, InterruptedException {
    read(0, bytes(), sink);
  }

  /** Hands over the lines that start within a range of the file. */
  void read(long from, long to, Sink sink) throws IOException, InterruptedException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), CHUNK_BYTES)) {
      in.skipNBytes(from);
      long left = to - from;
      byte[] bytes = new byte[2 * CHUNK_BYTES];
      int held = 0;
      while (left > 0) {
        int got = in.readNBytes(bytes, held, (int) Math.min(CHUNK_BYTES, left));
        left -= got;
        held += got;
        int end = held;
        while (end > 0 && bytes[end - 1] != '\n') {
          end--;
        }
        sink.lines(bytes, end);
        System.arraycopy(Arrays.copyOfRange(bytes, end, held), 0, bytes, 0, held - end);
        held -= end;
      }
    }
  }

  /**
   * Where the first line of the second half starts. Lines are spread evenly over the day, so that
   * this is noon.
   */
  long middle() throws IOException {
    long at = bytes() / 2;
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(at);
      for (int next = in.read(); next != '\n'; next = in.read()) {
        at++;
      }
    }
    return at + 1;
  }
}
