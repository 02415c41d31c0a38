package dev.steward.benchmarks.collector;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Lines of a busy service, written to a file or to a socket of syslog. */
final class LineLoad {
  private static final int TICKS_PER_SECOND = 20;

  private LineLoad() {}

  static String line(long number) {
    return "2026-11-20T16:00:00Z web[4711]: 192.0.2."
        + number % 250
        + " GET /articles/"
        + number
        + " 200 "
        + number % 9973
        + " in "
        + number % 311
        + " ms";
  }

  /** Writes lines at once. */
  static void write(Path file, long count) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long i = 0; i < count; i++) {
        out.write(line(i));
        out.write('\n');
      }
    }
  }

  /** Appends lines at a steady rate; returns how many. */
  static long append(Path file, int linesPerSecond, int seconds) throws IOException {
    long written = 0;
    long next = System.nanoTime();
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
      for (int tick = 0; tick < seconds * TICKS_PER_SECOND; tick++) {
        for (int i = 0; i < linesPerSecond / TICKS_PER_SECOND; i++) {
          out.write(line(written++));
          out.write('\n');
        }
        out.flush();
        next += 1_000_000_000L / TICKS_PER_SECOND;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    return written;
  }
}
