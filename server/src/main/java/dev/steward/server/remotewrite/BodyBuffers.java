package dev.steward.server.remotewrite;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arrays for bodies of requests, used again, and a bound on how many bytes all requests together
 * hold: who comes beyond it waits. Safe for any thread.
 */
final class BodyBuffers {
  private static final int SMALLEST = 64 << 10;
  private static final int MAX_KEPT = 4;
  private static final int MAX_KEPT_BYTES = 4 << 20;

  private final int maxBytes;
  private final Semaphore bytes;
  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger freeCount = new AtomicInteger();

  BodyBuffers(int maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes = new Semaphore(maxBytes, true);
  }

  /** An array of at least a length; closing gives it back. */
  final class Buffer implements AutoCloseable {
    private byte[] array;
    private int permits;

    private Buffer(byte[] array, int permits) {
      this.array = array;
      this.permits = permits;
    }

    byte[] array() {
      return array;
    }

    @Override
    public void close() {
      if (permits > 0) {
        bytes.release(permits);
        permits = 0;
        giveBack(array);
      }
    }
  }

  Buffer take(int length) throws InterruptedException {
    int permits = Math.clamp(length, 1, maxBytes);
    bytes.acquire(permits);
    byte[] array = free.poll();
    if (array != null) {
      freeCount.decrementAndGet();
      if (array.length >= length) {
        return new Buffer(array, permits);
      }
    }
    return new Buffer(new byte[Math.max(SMALLEST, length)], permits);
  }

  private void giveBack(byte[] array) {
    if (array.length <= MAX_KEPT_BYTES && freeCount.get() < MAX_KEPT) {
      freeCount.incrementAndGet();
      free.add(array);
    }
  }
}
