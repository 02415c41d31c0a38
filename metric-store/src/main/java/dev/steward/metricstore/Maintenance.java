package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.head.HeadIndex;
import dev.steward.metricstore.head.HeadSeries;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes what is on disk besides the log: it flushes memory, merges blocks,
 * drops what is too old, and keeps memory's index sorted.
 */
final class Maintenance implements Writer.Pressure {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final long TICK_SECONDS = 5;
  private static final String BLOCKS = "blocks";

  private final Writer.State state;
  private final Writer writer;
  private final BlockCatalog catalog;
  private final Folders folders;
  private final Flusher flusher;
  private final Compactor compactor;
  private final Rollups rollups;
  private final Retention retention;
  private final MetricStoreOptions options;
  private final Problems problems;
  private final EngineCounters counters;
  private final Clock clock;
  private final ScheduledExecutorService thread;
  private final AtomicBoolean flushAsked = new AtomicBoolean();

  /** What was set apart and is not in blocks yet, because writing failed. The thread's own. */
  private @Nullable Collection<HeadSeries> setApart;

  private long setApartLog;

  /** How many series the writer may have to take next. */
  private volatile long retireFor;

  private long lastFlushMillis;

  Maintenance(
      Writer.State state,
      java.util.function.Function<Writer.Pressure, Writer> writers,
      BlockCatalog catalog,
      Folders folders,
      MetricStoreOptions options,
      Problems problems,
      EngineCounters counters,
      Clock clock) {
    this.clock = clock;
    this.lastFlushMillis = clock.millis();
    this.state = state;
    this.catalog = catalog;
    this.folders = folders;
    this.flusher = new Flusher(folders, catalog, state.lock());
    this.compactor = new Compactor(folders, catalog, options);
    this.rollups =
        new Rollups(
            new Roller(folders, catalog, options.maxPairs()), catalog, clock, state.lock()::write);
    this.retention = new Retention(options, folders, catalog, rollups, clock);
    this.options = options;
    this.problems = problems;
    this.counters = counters;
    this.writer = writers.apply(this);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("metric-store-maintenance").daemon().factory());
  }

  Writer writer() {
    return writer;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  private void tick() {
    try {
      if (state.head().wantsFlush(options.flushSamples()) || setApart != null || isStale()) {
        flush();
      }
      retire();
      sortIndex();
      // One day at a time: memory may have to be flushed in between.
      rollups.rollNext(false);
      for (List<Block> next = compactor.next(); !next.isEmpty(); next = compactor.next()) {
        merge(next);
      }
      retention.apply(state.lock()::write);
      problems.clear(BLOCKS);
    } catch (IOException | RuntimeException e) {
      LOG.error("Maintenance of the metric store failed; it will be tried again", e);
      problems.report(BLOCKS, "blocks cannot be written: " + e.getMessage());
    }
  }

  /** Whether memory has been collecting for as long as a block spans. */
  private boolean isStale() {
    return state.head().samples() > 0
        && clock.millis() - lastFlushMillis >= Windows.LENGTHS.getFirst();
  }

  @Override
  public void flushWanted() {
    if (flushAsked.compareAndSet(false, true)) {
      try {
        thread.execute(() -> {
          flushAsked.set(false);
          tick();
        });
      } catch (RejectedExecutionException e) {
        LOG.debug("No flush: the store is closing");
      }
    }
  }

  @Override
  public void makeRoom(long series) {
    retireFor = series;
    call(() -> {
      try {
        retire();
      } catch (IOException | RuntimeException e) {
        LOG.error("Series that ended could not leave memory; it will be tried again", e);
        problems.report(BLOCKS, "blocks cannot be written: " + e.getMessage());
      }
      return null;
    });
    retireFor = 0;
  }

  @Override
  public boolean awaitRelief() {
    long before = state.head().samples();
    call(() -> null);
    return state.head().samples() < before;
  }

  /** Writes what memory holds to blocks. */
  private void flush() throws IOException {
    if (setApart != null) {
      writeSetApart(setApart);
    }
    setApartLog = writer.logNumber();
    Collection<HeadSeries> series = writer.rotate();
    setApart = series;
    writeSetApart(series);
    lastFlushMillis = clock.millis();
    counters.flushed();
    deleteLogsUpTo(setApartLog);
  }

  /**
   * Writes the series that have ended to blocks, so that they leave memory. Their samples stay in
   * the log: read again, they are found to be stored.
   */
  private void retire() throws IOException {
    if (setApart == null && (state.head().wantsRetirement() || state.head().isCrowded(retireFor))) {
      List<HeadSeries> ended = new ArrayList<>();
      state.lock().write(() -> ended.addAll(state.head().startRetirement()));
      if (!ended.isEmpty()) {
        setApartLog = catalog.flushedLog();
        setApart = ended;
        writeSetApart(ended);
      }
    }
  }

  private void writeSetApart(Collection<HeadSeries> series) throws IOException {
    HeadSeries[] ordered =
        state.lock().read(() -> state.head().index().inOrder(List.copyOf(series)));
    List<Block> blocks = flusher.write(ordered);
    catalog.apply(
        taken(blocks),
        setApartLog,
        change ->
            state
                .lock()
                .write(() -> {
                  change.run();
                  state.head().endFlush();
                }));
    setApart = null;
  }

  private BlockCatalog.Change taken(List<Block> blocks) throws IOException {
    try {
      return rollups.taking(blocks, flusher.days());
    } catch (IOException | RuntimeException e) {
      blocks.forEach(Block::releaseAndDelete);
      throw e;
    }
  }

  private void deleteLogsUpTo(long last) throws IOException {
    for (Map.Entry<Long, Path> log : Folders.numbered(folders.logs(), "\\.wal").entrySet()) {
      if (log.getKey() <= last) {
        Files.delete(log.getValue());
      }
    }
  }

  private void sortIndex() {
    HeadIndex index = state.head().index();
    if (state.lock().read(() -> index.wantsSorting(state.head().seriesCount()))) {
      List<HeadSeries> all = state.lock().read(() -> new ArrayList<>(state.head().allSeries()));
      HeadIndex.Sorted sorted = HeadIndex.sort(all);
      state.lock().write(() -> index.install(sorted));
    }
  }

  private void merge(List<Block> blocks) throws IOException {
    compactor.merge(blocks, state.lock()::write);
    counters.merged();
  }

  /** Does one round of everything and waits. */
  void tickNow() {
    call(() -> {
      tick();
      return null;
    });
  }

  /** Flushes memory and waits. */
  void flushNow() {
    call(() -> {
      flush();
      return null;
    });
  }

  /** Flushes memory, merges everything that can be merged, and drops what is too old. */
  void compactNow() {
    call(() -> {
      flush();
      while (rollups.rollNext(true)) {
        LOG.debug("Rolled up a day");
      }
      removeDeleted();
      List<Block> next = compactor.next(true);
      while (!next.isEmpty()) {
        merge(next);
        next = compactor.next(true);
      }
      retention.apply(state.lock()::write);
      sortIndex();
      return null;
    });
  }

  private void removeDeleted() throws IOException {
    for (Block block : compactor.withTombstones()) {
      merge(List.of(block));
    }
  }

  /** Writes anew the blocks from which something is deleted. */
  void removeDeletedNow() {
    call(() -> {
      removeDeleted();
      return null;
    });
  }

  /** Flushes memory and deletes samples from the blocks. */
  void delete(Selector selector, TimeRange range) {
    call(() -> {
      flush();
      catalog.apply(rollups.deletion(selector, range), catalog.flushedLog(), state.lock()::write);
      return null;
    });
  }

  /** Flushes memory and links its blocks into a new folder. */
  Path snapshot(String name) {
    Folders target = new Folders(folders.snapshots().resolve(name));
    if (Files.exists(target.root())) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT, "name: " + name + " (expected: one that is not taken)");
    }
    call(() -> {
      flush();
      catalog.link(target);
      return null;
    });
    return target.root();
  }

  /** Runs something on the thread and waits for it. */
  private <T> T call(Callable<T> work) {
    try {
      Future<T> future = thread.submit(work);
      return future.get();
    } catch (RejectedExecutionException e) {
      throw new StewardException(ErrorCode.UNAVAILABLE, "the metric store is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StewardException(ErrorCode.CANCELLED, "interrupted", e);
    } catch (ExecutionException e) {
      throw new StewardException(
          ErrorCode.STORAGE_FAILED, "the metric store cannot write its blocks", e.getCause());
    }
  }

  /** Ends the thread after what it is doing. */
  void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.MINUTES)) {
        LOG.error("Maintenance of the metric store did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
