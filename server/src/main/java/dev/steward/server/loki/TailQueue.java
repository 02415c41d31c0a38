package dev.steward.server.loki;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Entries on their way from the store's writer to one client that follows it. Bounded: what a slow
 * client has no room for is dropped and remembered, by the thousand at most, so that the client can
 * be told. Safe for any thread; its lock guards all fields that change.
 */
final class TailQueue implements LogListener {
  /** What an entry costs besides its line, about. */
  private static final int ENTRY_BYTES = 200;

  private static final int MAX_REMEMBERED_DROPS = 1000;

  /**
   * An entry that was stored.
   *
   * @param arrivedNanos when, on the monotonic clock
   */
  record Arrival(Labels stream, LogEntry entry, long arrivedNanos) {
    private int cost() {
      return entry.line().length() + ENTRY_BYTES;
    }
  }

  /** An entry that the client will not get. */
  record Dropped(Labels stream, long timestampNanos) {}

  private final LongSupplier nanoClock;
  private final int maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Arrival> waiting = new ArrayDeque<>();
  private List<Dropped> dropped = new ArrayList<>();
  private int bytes;
  private boolean closed;

  TailQueue(LongSupplier nanoClock, int maxBytes) {
    this.nanoClock = nanoClock;
    this.maxBytes = maxBytes;
  }

  @Override
  public void stored(Labels stream, LogEntry entry) {
    Arrival arrival = new Arrival(stream, entry, nanoClock.getAsLong());
    lock.lock();
    try {
      if (bytes + arrival.cost() <= maxBytes) {
        waiting.add(arrival);
        bytes += arrival.cost();
        changed.signal();
      } else if (dropped.size() < MAX_REMEMBERED_DROPS) {
        dropped.add(new Dropped(stream, entry.timestampNanos()));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes entries that arrived at least {@code delayNanos} ago, in the order of their arrival; none
   * where there are none within {@code waitNanos}, or the queue was closed.
   *
   * @param max at most how many
   */
  List<Arrival> take(int max, long delayNanos, long waitNanos) throws InterruptedException {
    long giveUp = nanoClock.getAsLong() + waitNanos;
    lock.lockInterruptibly();
    try {
      while (!closed) {
        long now = nanoClock.getAsLong();
        Arrival first = waiting.peek();
        long ripe = first == null ? giveUp : first.arrivedNanos() + delayNanos;
        if (first != null && ripe - now <= 0) {
          return takeUntil(now - delayNanos, max);
        }
        if (giveUp - now <= 0) {
          return List.of();
        }
        long unused =
            changed.awaitNanos(Math.min(Math.max(1, ripe - now), Math.max(1, giveUp - now)));
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private List<Arrival> takeUntil(long arrivedNanos, int max) {
    List<Arrival> taken = new ArrayList<>();
    while (taken.size() < max
        && !waiting.isEmpty()
        && waiting.element().arrivedNanos() - arrivedNanos <= 0) {
      Arrival next = waiting.remove();
      bytes -= next.cost();
      taken.add(next);
    }
    return taken;
  }

  /** What was dropped since the last call. */
  List<Dropped> takeDropped() {
    lock.lock();
    try {
      List<Dropped> taken = dropped;
      dropped = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Lets whoever waits go. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
