package dev.steward.collector.ship;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each twice as long as the one before up to a limit, and then shortened
 * by a random part of up to a half, so that agents that lost their server together do not come back
 * together. For one thread.
 */
public final class Backoff {
  private final long firstNanos;
  private final long maxNanos;
  private final RandomGenerator random;
  private long nextNanos;

  /** Makes a series of pauses. */
  public Backoff(Duration first, Duration max, RandomGenerator random) {
    this.firstNanos = first.toNanos();
    this.maxNanos = max.toNanos();
    this.random = random;
    this.nextNanos = firstNanos;
  }

  /** The next pause, nanoseconds. */
  long nextNanos() {
    long full = nextNanos;
    nextNanos = Math.min(full * 2, maxNanos);
    return full - (long) (random.nextDouble() * (full / 2.0));
  }

  /** An attempt succeeded: begin anew. */
  void reset() {
    nextNanos = firstNanos;
  }
}
