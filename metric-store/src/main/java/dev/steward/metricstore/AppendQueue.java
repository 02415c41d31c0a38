package dev.steward.metricstore;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.SampleBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Batches on their way to the writer. It holds a bounded number of samples: past that, who appends
 * waits, so that memory does not grow when the disk is slow. Safe for any thread.
 */
final class AppendQueue {
  /** A batch, when it came, and who waits for it. */
  record Pending(SampleBatch batch, long receivedMillis, CompletableFuture<AppendReceipt> future) {
    void fail(ErrorCode code, String message, Throwable cause) {
      future.completeExceptionally(new StewardException(code, message, cause));
    }
  }

  private static final long MAX_GROUP_SAMPLES = 100_000;

  private final long maxSamples;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock, as all below. */
  private final Queue<Pending> queue = new ArrayDeque<>();

  private long samples;
  private boolean closed;

  /** A queue that takes batches while it holds no more than this. */
  AppendQueue(long maxSamples) {
    this.maxSamples = maxSamples;
  }

  /** Hands over a batch; false if the queue is closed. */
  boolean put(Pending pending) {
    lock.lock();
    try {
      while (samples > maxSamples && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      queue.add(pending);
      samples += weight(pending);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A few samples stand for what a batch costs besides. */
  private static long weight(Pending pending) {
    return pending.batch().size() + 16L;
  }

  /** What waits, up to a size that one commit takes well; empty when the queue is closed. */
  List<Pending> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Pending> group = new ArrayList<>();
      long size = 0;
      for (Pending next = queue.peek();
          next != null && (group.isEmpty() || size + weight(next) <= MAX_GROUP_SAMPLES);
          next = queue.peek()) {
        group.add(queue.remove());
        size += weight(next);
      }
      samples -= size;
      changed.signalAll();
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what is in it can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
