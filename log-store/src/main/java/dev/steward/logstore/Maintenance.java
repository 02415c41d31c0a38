package dev.steward.logstore;

import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.ingest.IngestLoop;
import dev.steward.logstore.ingest.Origins;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.store.Days;
import dev.steward.logstore.store.Housekeeping;
import dev.steward.logstore.store.Retention;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.logstore.wal.WalCleaner;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store does beside its callers: writing tables to parts, joining parts, retention,
 * deletion. All of it on the one thread of its executor.
 */
final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final Duration RETENTION_EVERY = Duration.ofMinutes(1);
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);
  private static final Duration RETRY_FLUSH_EVERY = Duration.ofSeconds(1);

  /** Less than this in memory may stay there over a quiet time. */
  private static final long QUIET_BYTES = 512 << 10;

  private final Path directory;
  private final LogStoreOptions options;
  private final Clock clock;
  private final Disk disk;
  private final StoreState state;
  private final StreamRegistry streams;
  private final Days days;
  private final Housekeeping housekeeping;
  private final Retention retention;
  private final Origins origins;
  private final WalCleaner cleaner;
  private final IngestLoop loop;
  private final ScheduledExecutorService executor;
  private final AtomicLong flushes = new AtomicLong();
  private final AtomicLong joins = new AtomicLong();

  // Of the executor's thread.
  private long lastLines;
  private long tableSince;
  private long quietSince;
  private long lastRetention;
  private long lastFlush;
  private long seenGeneration = -1;

  Maintenance(MaintenanceParts parts) {
    this.directory = parts.directory();
    this.options = parts.options();
    this.clock = parts.clock();
    this.disk = parts.disk();
    this.state = parts.state();
    this.streams = parts.streams();
    this.days = parts.days();
    this.housekeeping = parts.housekeeping();
    this.retention = parts.retention();
    this.origins = parts.origins();
    this.cleaner = parts.cleaner();
    this.loop = parts.loop();
    this.executor = parts.executor();
  }

  void start() {
    executor.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** Asks that frozen tables be written to parts soon. */
  void requestFlush() {
    try {
      executor.execute(this::flushFrozen);
    } catch (RejectedExecutionException e) {
      LOG.debug("The store is being closed, which writes tables to parts itself", e);
    }
  }

  long flushes() {
    return flushes.get();
  }

  long joins() {
    return joins.get();
  }

  private void tick() {
    try {
      runOnce();
    } catch (RuntimeException e) {
      LOG.error("Maintenance of the log store failed; it is tried again", e);
    }
  }

  private void runOnce() {
    long now = clock.millis();
    flushFrozen();
    freezeByAge(now);
    if (now - lastRetention >= RETENTION_EVERY.toMillis()) {
      lastRetention = now;
      retain();
    }
    join(now - lastFlush >= SETTLED_AFTER.toMillis());
  }

  private void freezeByAge(long now) {
    MemoryTable active = state.active();
    if (active.generation() != seenGeneration) {
      seenGeneration = active.generation();
      lastLines = 0;
      tableSince = now;
    }
    if (active.lines() != lastLines) {
      tableSince = lastLines == 0 ? now : tableSince;
      lastLines = active.lines();
      quietSince = now;
    }
    boolean old = now - tableSince >= options.flushAge().toMillis();
    boolean quiet =
        now - quietSince >= options.idleAge().toMillis() && active.heapBytes() >= QUIET_BYTES;
    if (!active.isEmpty() && (old || quiet)) {
      loop.freeze();
    }
  }

  private void flushFrozen() {
    while (state.frozen() > 0) {
      MemoryTable table = state.oldest();
      try {
        flush(table);
        loop.flushed(true);
      } catch (IOException | RuntimeException e) {
        LOG.error("Log lines in memory cannot be written to a part; this is tried again", e);
        loop.flushed(false);
        executor.schedule(this::flushFrozen, RETRY_FLUSH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return;
      }
    }
  }

  private void flush(MemoryTable table) throws IOException {
    // Before the parts: a sequence that is noted too early belongs to a batch that is in the log.
    origins.write(directory, disk);
    try (StreamRegistry.Use use = streams.use()) {
      days.flush(table);
    }
    cleaner.remove(table.generation());
    flushes.incrementAndGet();
    lastFlush = clock.millis();
  }

  /** Joins parts; when nothing was written for a while, large ones too, and brings indexes up. */
  private void join(boolean settled) {
    try (StreamRegistry.Use use = streams.use()) {
      while (state.frozen() == 0 && housekeeping.joinSmallParts(settled)) {
        joins.incrementAndGet();
      }
      while (settled && state.frozen() == 0 && housekeeping.settleOneDay()) {
        LOG.debug("The index of a day covers all its parts");
      }
    } catch (IOException e) {
      LOG.error("Parts of the log store could not be joined; this is tried again", e);
    }
  }

  private void retain() {
    try (StreamRegistry.Use use = streams.use()) {
      retention.apply(clock.instant());
    } catch (IOException e) {
      LOG.error("Retention of the log store failed; it is tried again", e);
    }
  }

  /** Does everything that is due, and waits for it. */
  void runNow() {
    call(() -> {
      lastRetention = 0;
      lastFlush = 0;
      runOnce();
      return 0L;
    });
  }

  /** Writes everything in memory to parts. */
  void flushAll() {
    loop.freeze().join();
    call(() -> {
      while (state.frozen() > 0) {
        flush(state.oldest());
      }
      loop.flushed(true);
      return 0L;
    });
  }

  /** Removes matching entries for good; says how many. */
  long delete(LogQuery query, QueryContext context) {
    flushAll();
    return call(() -> {
      try (StreamRegistry.Use use = streams.use()) {
        return housekeeping.delete(query, context);
      }
    });
  }

  private long call(Callable<Long> work) {
    try {
      return executor.submit(work).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof StewardException known) {
        throw known;
      }
      throw new StewardException(
          ErrorCode.STORAGE_FAILED, "log store: " + (cause == null ? e : cause).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StewardException(ErrorCode.CANCELLED, "log store: interrupted", e);
    }
  }

  /** Ends all work, then writes what is in memory to parts, if it can. */
  void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.MINUTES)) {
        LOG.error("Maintenance of the log store does not end");
      }
      MemoryTable active = state.active();
      if (!active.isEmpty()) {
        state.freeze(active.generation() + 1);
      }
      while (state.frozen() > 0) {
        flush(state.oldest());
      }
    } catch (IOException e) {
      LOG.error("Log lines in memory could not be written to a part; the log holds them", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
