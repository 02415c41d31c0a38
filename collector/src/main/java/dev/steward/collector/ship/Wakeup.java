package dev.steward.collector.ship;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread wait until something may have changed. A signal before the wait is not lost. */
final class Wakeup {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean signalled;

  /** Wakes the waiting thread, or lets its next wait end at once. Any thread may call it. */
  void signal() {
    lock.lock();
    try {
      signalled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a signal or a time; may also end early. */
  void await(long nanos) {
    lock.lock();
    try {
      if (!signalled && nanos > 0) {
        long _ = changed.awaitNanos(nanos);
      }
      signalled = false;
    } catch (InterruptedException e) {
      // An interrupt would also close the queue's files under this thread.
      throw new IllegalStateException("shipping thread: interrupted (expected: never)", e);
    } finally {
      lock.unlock();
    }
  }
}
