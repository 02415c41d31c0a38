package dev.steward.logstore;

import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.ingest.Committer;
import dev.steward.logstore.ingest.Followers;
import dev.steward.logstore.ingest.IngestCounters;
import dev.steward.logstore.ingest.IngestLoop;
import dev.steward.logstore.ingest.IngestParts;
import dev.steward.logstore.ingest.Origins;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.part.ContentsCache;
import dev.steward.logstore.query.StoreReader;
import dev.steward.logstore.store.Days;
import dev.steward.logstore.store.Housekeeping;
import dev.steward.logstore.store.Quarantine;
import dev.steward.logstore.store.Resources;
import dev.steward.logstore.store.Retention;
import dev.steward.logstore.store.RetentionRules;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.logstore.template.TemplateMiner;
import dev.steward.logstore.template.TemplatePool;
import dev.steward.logstore.wal.WalCleaner;
import dev.steward.logstore.wal.WalWriter;
import dev.steward.spi.store.StoreHealth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The parts of an engine, put together: what starts, and in which order it ends. */
final class EngineParts {
  private static final long CONTENTS_CACHE_BYTES = 24 << 20;

  /** A query may use a second processor, if there is one; more would leave too little to others. */
  private static final int QUERY_HELPERS =
      Math.min(1, Runtime.getRuntime().availableProcessors() - 1);

  private final Resources resources;
  private final StoreState state;
  private final Days days;
  private final Origins origins;
  private final Followers followers = new Followers();
  private final IngestCounters counters = new IngestCounters();
  private final StoreReader reader;
  private final WalWriter wal;
  private final IngestLoop loop;
  private final Retention retention;
  private final Maintenance maintenance;
  private final DirectoryLock directoryLock;
  private final Thread writer;
  private final ExecutorService acknowledging =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("log-store-ack-", 0).factory());
  private final ExecutorService helpers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("log-store-query-", 0).factory());
  private volatile boolean closed;

  private EngineParts(
      Path directory, LogStoreOptions options, Clock clock, Disk disk, DirectoryLock lock)
      throws IOException {
    this.directoryLock = lock;
    Path walDirectory = Files.createDirectories(directory.resolve("wal"));
    Quarantine quarantine = new Quarantine(directory.resolve("quarantine"));
    StreamRegistry registry = new StreamRegistry();
    resources =
        new Resources(
            disk,
            registry,
            new TemplatePool(),
            new ContentsCache(CONTENTS_CACHE_BYTES),
            quarantine,
            new TemplateMiner());
    WalCleaner cleaner = new WalCleaner(walDirectory, quarantine);
    Recovery recovery =
        Recovery.run(directory, walDirectory, resources, cleaner, 3 * options.memoryBytes() / 2);
    state = recovery.state();
    days = recovery.days();
    origins = recovery.origins();
    reader = new StoreReader(state, registry, quarantine, helpers, QUERY_HELPERS);
    wal = new WalWriter(walDirectory, disk, state.active().generation());
    Committer committer =
        new Committer(
            new IngestParts(
                wal,
                state,
                registry,
                resources.contents(),
                reader,
                origins,
                followers,
                counters,
                days.lastTime(),
                options.maxStreamsPerHost(),
                options.maxStreams(),
                clock));
    loop =
        new IngestLoop(
            committer, state, options.memoryBytes(), () -> maintenance().requestFlush(), counters);
    retention = new Retention(directory, disk, days, registry, rules(options));
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("log-store-maintenance").daemon().factory());
    maintenance =
        new Maintenance(
            new MaintenanceParts(
                directory,
                options,
                clock,
                disk,
                state,
                registry,
                days,
                new Housekeeping(days, registry),
                retention,
                origins,
                cleaner,
                loop,
                executor));
    writer = Thread.ofPlatform().name("log-store-writer").daemon().unstarted(loop);
  }

  private static RetentionRules rules(LogStoreOptions options) {
    return new RetentionRules(
        options.maxAge(),
        options.maxBytes(),
        options.minFreeShare(),
        options.overrides().stream()
            .map(other -> new RetentionRules.Override(other.selector(), other.maxAge()))
            .toList());
  }

  static EngineParts open(Path directory, LogStoreOptions options, Clock clock, Disk disk)
      throws IOException {
    Files.createDirectories(directory);
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      EngineParts parts = new EngineParts(directory, options, clock, disk, lock);
      parts.writer.start();
      parts.maintenance.start();
      return parts;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  IngestLoop loop() {
    return loop;
  }

  StoreReader reader() {
    return reader;
  }

  Origins origins() {
    return origins;
  }

  Followers followers() {
    return followers;
  }

  Maintenance maintenance() {
    return maintenance;
  }

  Executor acknowledging() {
    return acknowledging;
  }

  boolean isClosed() {
    return closed;
  }

  StoreHealth health() {
    return new StoreHealth(!closed && !loop.isRefusing(), resources.quarantine().problems());
  }

  LogStoreMetrics metrics() {
    long memoryLines = 0;
    long memoryBytes = 0;
    long parts = 0;
    long partBytes = 0;
    try (var view = state.view()) {
      for (MemoryTable table : view.memory()) {
        memoryLines += table.lines();
        memoryBytes += table.heapBytes();
      }
      for (var day : view.days()) {
        parts += day.parts().size();
        partBytes += day.parts().stream().mapToLong(part -> part.footer().fileBytes()).sum();
      }
    }
    return new LogStoreMetrics(
        counters.lines(),
        counters.bytes(),
        counters.repeatedLines(),
        counters.redirectedLines(),
        counters.refusedBatches(),
        memoryLines,
        memoryBytes,
        resources.streams().count(),
        parts,
        partBytes,
        maintenance.flushes(),
        maintenance.joins(),
        retention.expired(),
        resources.quarantine().problems().size());
  }

  synchronized void close() {
    if (closed) {
      return;
    }
    loop.close();
    try {
      writer.join();
      maintenance.close();
      closed = true;
      acknowledging.close();
      helpers.close();
      wal.close();
      state.close();
      days.close();
      directoryLock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
