package dev.steward.collector;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Writes numbered lines into a log at a steady rate, from a thread of its own. */
final class NumberedLines {
  private static final int TICKS_PER_SECOND = 50;

  private final Path log;
  private final int linesPerSecond;
  private final Thread thread = Thread.ofPlatform().name("numbered-lines").unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean rotateNext;
  private int rotations;
  private int written;

  NumberedLines(Path log, int linesPerSecond) {
    this.log = log;
    this.linesPerSecond = linesPerSecond;
  }

  void start() {
    thread.start();
  }

  /** Has the log renamed before the next lines are written to a new one. */
  void rotate() {
    rotateNext = true;
  }

  /** Stops; returns how many lines were written, numbered from 0. */
  int stop() throws InterruptedException {
    stopping = true;
    thread.join();
    return written;
  }

  /** The line of a number. */
  static String line(int number) {
    return "line " + number + " of a service that says what it does, over and over again";
  }

  private void run() {
    long next = System.nanoTime();
    try {
      while (!stopping) {
        if (rotateNext) {
          rotateNext = false;
          rotations++;
          Path rotated = log.resolveSibling(log.getFileName() + "." + rotations);
          Files.move(log, rotated, StandardCopyOption.ATOMIC_MOVE);
        }
        write(linesPerSecond / TICKS_PER_SECOND);
        next += 1_000_000_000L / TICKS_PER_SECOND;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line(written + i)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    // In two pieces, so that readers meet half lines.
    int half = bytes.length / 2;
    try (OutputStream out =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(bytes, 0, half);
      out.write(bytes, half, bytes.length - half);
    }
    written += count;
  }
}
