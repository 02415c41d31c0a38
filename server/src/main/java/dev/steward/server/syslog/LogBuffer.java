package dev.steward.server.syslog;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers single entries into batches for the log store, and bounds what is held. Safe for any
 * thread; its lock guards all fields that change.
 */
final class LogBuffer {
  private static final Logger LOG = LoggerFactory.getLogger(LogBuffer.class);

  /** What an entry costs besides its line, about. */
  private static final int ENTRY_BYTES = 100;

  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_HELD_BYTES = 4 << 20;

  private final LogStore store;
  private final SyslogMetrics counters;
  private final AtomicBoolean storeFails = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Map<Labels, List<LogEntry>> pending = new LinkedHashMap<>();
  private int pendingEntries;
  private int pendingBytes;
  private int inFlightBytes;

  LogBuffer(LogStore store, SyslogMetrics counters) {
    this.store = store;
    this.counters = counters;
  }

  /** Waits until there is room. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pendingBytes + inFlightBytes > MAX_HELD_BYTES) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is room now. */
  boolean hasRoom() {
    lock.lock();
    try {
      return pendingBytes + inFlightBytes <= MAX_HELD_BYTES;
    } finally {
      lock.unlock();
    }
  }

  /** Takes an entry, whether there is room or not: callers look before they read. */
  void add(Labels stream, LogEntry entry) {
    lock.lock();
    try {
      pending.computeIfAbsent(stream, any -> new ArrayList<>()).add(entry);
      pendingEntries++;
      pendingBytes += entry.line().length() + ENTRY_BYTES;
      if (pendingBytes >= BATCH_BYTES) {
        flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Hands what is held to the store. */
  void flush() {
    lock.lock();
    try {
      if (pendingEntries == 0) {
        return;
      }
      List<LogBatch.Stream> streams = new ArrayList<>(pending.size());
      pending.forEach((labels, entries) -> streams.add(new LogBatch.Stream(labels, entries)));
      int entries = pendingEntries;
      int bytes = pendingBytes;
      pending = new LinkedHashMap<>();
      pendingEntries = 0;
      pendingBytes = 0;
      inFlightBytes += bytes;
      append(new LogBatch(null, LogBatch.Duplicates.KEPT, streams))
          .whenComplete((receipt, failure) -> stored(entries, bytes, receipt, failure));
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<AppendReceipt> append(LogBatch batch) {
    try {
      return store.append(batch);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void stored(
      int entries, int bytes, @Nullable AppendReceipt receipt, @Nullable Throwable failure) {
    if (receipt != null) {
      storeFails.set(false);
      counters.refused(receipt.refusals());
    } else {
      counters.lost("store", entries);
      if (!storeFails.getAndSet(true)) {
        LOG.error("Syslog messages are lost until the log store takes them again", failure);
      }
    }
    lock.lock();
    try {
      inFlightBytes -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Flushes and waits until all is stored, or the time is over. */
  void drain(long seconds) throws InterruptedException {
    flush();
    long left = TimeUnit.SECONDS.toNanos(seconds);
    lock.lock();
    try {
      while (inFlightBytes > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
