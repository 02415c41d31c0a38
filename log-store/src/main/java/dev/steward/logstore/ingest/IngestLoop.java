package dev.steward.logstore.ingest;

import dev.steward.logstore.store.StoreState;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands waiting batches to the {@link Committer}, as many at once as wait: while one group is made
 * durable, the next gathers. Senders wait where too much waits already, and all wait where memory
 * is full until a table is written to parts; where that fails, batches are refused.
 */
public final class IngestLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestLoop.class);
  private static final long MAX_WAITING = 16 << 20;
  private static final long MAX_GROUP = 4 << 20;

  private final Committer committer;
  private final StoreState state;
  private final long memoryBytes;
  private final Runnable flush;
  private final IngestCounters counters;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All guarded by the lock.
  private final ArrayDeque<PendingBatch> waiting = new ArrayDeque<>();
  private long waitingWeight;
  private @Nullable CompletableFuture<Void> freezing;
  private boolean flushFailing;
  private boolean closed;
  private boolean ended;

  /**
   * A loop, which a thread runs.
   *
   * @param flush asks that frozen tables be written to parts
   */
  public IngestLoop(
      Committer committer,
      StoreState state,
      long memoryBytes,
      Runnable flush,
      IngestCounters counters) {
    this.committer = committer;
    this.state = state;
    this.memoryBytes = memoryBytes;
    this.flush = flush;
    this.counters = counters;
  }

  /** Adds a batch; waits where too much waits already. */
  public void add(PendingBatch pending) {
    lock.lock();
    try {
      while (waitingWeight > MAX_WAITING && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        pending.fail(closedError());
        return;
      }
      waiting.add(pending);
      waitingWeight += pending.weight();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static StewardException closedError() {
    return new StewardException(ErrorCode.UNAVAILABLE, "log store: closed (expected: open)");
  }

  /** Asks that the active table be frozen; done when the future is. */
  public CompletableFuture<Void> freeze() {
    lock.lock();
    try {
      CompletableFuture<Void> asked = freezing;
      if (ended) {
        return CompletableFuture.failedFuture(closedError());
      }
      if (asked == null) {
        asked = new CompletableFuture<>();
        freezing = asked;
        changed.signalAll();
      }
      return asked;
    } finally {
      lock.unlock();
    }
  }

  /** Says whether tables can be written to parts. */
  public void flushed(boolean success) {
    lock.lock();
    try {
      flushFailing = !success;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether batches are refused now because memory is full and cannot be written to parts. */
  public boolean isRefusing() {
    lock.lock();
    try {
      return flushFailing && isFull();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more batches; the loop ends when those that wait are stored. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    return state.frozen() > 0 && state.active().heapBytes() >= memoryBytes / 2;
  }

  @Override
  public void run() {
    try {
      while (turn()) {
        // Each turn stores one group.
      }
    } finally {
      end();
    }
  }

  private void end() {
    lock.lock();
    try {
      closed = true;
      ended = true;
      waiting.forEach(pending -> pending.fail(closedError()));
      waiting.clear();
      if (freezing != null) {
        freezing.completeExceptionally(closedError());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean turn() {
    CompletableFuture<Void> asked;
    List<PendingBatch> taken;
    lock.lock();
    try {
      while (waiting.isEmpty() && freezing == null) {
        if (closed) {
          return false;
        }
        changed.awaitUninterruptibly();
      }
      asked = freezing;
      freezing = null;
      taken = asked == null ? take() : List.of();
    } finally {
      lock.unlock();
    }
    store(taken);
    if (asked != null) {
      freeze(asked);
    } else if (state.active().heapBytes() >= memoryBytes && state.frozen() == 0) {
      freeze(new CompletableFuture<>());
    }
    return true;
  }

  /** Takes what waits, up to the size of a group; nothing while memory is full. */
  private List<PendingBatch> take() {
    while (isFull() && !flushFailing && freezing == null) {
      changed.awaitUninterruptibly();
    }
    List<PendingBatch> taken = new ArrayList<>();
    if (isFull() && !flushFailing) {
      return taken;
    }
    long weight = 0;
    while (!waiting.isEmpty() && weight < MAX_GROUP) {
      PendingBatch pending = waiting.remove();
      weight += pending.weight();
      taken.add(pending);
    }
    waitingWeight -= weight;
    changed.signalAll();
    return taken;
  }

  private void store(List<PendingBatch> taken) {
    boolean refuse = isRefusing();
    for (PendingBatch pending : taken) {
      if (refuse) {
        counters.refusedBatch();
        pending.fail(
            new StewardException(
                ErrorCode.UNAVAILABLE, "log store: memory is full and cannot be written to disk"));
      } else {
        hand(pending);
      }
    }
    committer.commit();
  }

  private void hand(PendingBatch pending) {
    try {
      committer.add(pending);
    } catch (RuntimeException e) {
      LOG.error("A batch of {} entries could not be stored", pending.batch().entryCount(), e);
      pending.fail(
          new StewardException(
              ErrorCode.STORAGE_FAILED, "log store: the batch could not be stored", e));
    }
  }

  private void freeze(CompletableFuture<Void> asked) {
    IOException failure = committer.freeze();
    if (failure != null) {
      LOG.error("The log could not go on to its next segment", failure);
      asked.completeExceptionally(failure);
      return;
    }
    flush.run();
    asked.complete(null);
  }
}
