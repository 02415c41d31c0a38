package dev.steward.collector.check;

import java.io.IOException;
import java.time.Duration;

/**
 * A moment by which something must be over.
 *
 * @param nanos of {@link System#nanoTime}
 */
record Deadline(long nanos) {
  /** So far from now. */
  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /**
   * What is left, in milliseconds, at least 1.
   *
   * @throws IOException if nothing is left
   */
  int millisLeft() throws IOException {
    long left = (nanos - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new IOException("no time left");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
