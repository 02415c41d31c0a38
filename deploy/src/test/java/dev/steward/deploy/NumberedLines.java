package dev.steward.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes numbered lines into a file at a steady rate.
 *
 * @param file the file
 * @param linesPerSecond the rate
 * @param time for how long
 */
record NumberedLines(Path file, int linesPerSecond, Duration time) implements Callable<Integer> {
  private static final int TICKS_PER_SECOND = 50;

  /** The line of a number. */
  static String line(int number) {
    return "line " + number + " of a service that says what it does, over and over again";
  }

  /** Writes them all and returns how many there are, numbered from 0. */
  @Override
  public Integer call() throws IOException {
    int written = 0;
    int each = linesPerSecond / TICKS_PER_SECOND;
    long start = System.nanoTime();
    long ticks = time.toMillis() * TICKS_PER_SECOND / 1000;
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (long tick = 0; tick < ticks; tick++) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < each; i++) {
          text.append(line(written++)).append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        long due = start + (tick + 1) * 1_000_000_000L / TICKS_PER_SECOND;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
    return written;
  }
}
