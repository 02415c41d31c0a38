package dev.steward.server.telemetry;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the decompressed bytes that are under way to the stores, over all agents, so that slow
 * stores slow the agents and never make memory grow. Fair: who waits longest goes first. Safe for
 * any thread.
 */
final class IngestBudget {
  private final int maxBytes;
  private final Semaphore bytes;

  IngestBudget(int maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes = new Semaphore(maxBytes, true);
  }

  /** Waits for room; a batch larger than the whole budget takes all of it. */
  Share acquire(long size) throws InterruptedException {
    int permits = Math.clamp(size, 1, maxBytes);
    bytes.acquire(permits);
    return new Share(permits);
  }

  /** Room for one batch; closing it, once or more, gives it back. */
  final class Share implements AutoCloseable {
    private final AtomicInteger permits;

    private Share(int permits) {
      this.permits = new AtomicInteger(permits);
    }

    @Override
    public void close() {
      bytes.release(permits.getAndSet(0));
    }
  }

  /** Bytes under way now. */
  int used() {
    return maxBytes - bytes.availablePermits();
  }
}
