package dev.steward.metricstore;

import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.head.Head;
import dev.steward.metricstore.wal.CarryOver;
import dev.steward.metricstore.wal.WalReader;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStatistics;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.spi.store.SeriesHandle;
import dev.steward.spi.store.StoreHealth;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metric store's engine: a log, memory, and blocks in one folder. Safe for any thread.
 *
 * <p>A batch is logged, then put in memory, then acknowledged, by one writer. When memory holds
 * enough, it is set apart together with its log file, written to blocks, and both are forgotten: so
 * a restart reads a bounded log, and memory holds no series longer than it is written to. Blocks
 * are merged into ever longer windows. The files' layout stands in FORMAT.md, what was weighed and
 * rejected in RATIONALE.md.
 */
public final class MetricStoreEngine implements MetricStore {
  private static final Logger LOG = LoggerFactory.getLogger(MetricStoreEngine.class);

  private final Clock clock;
  private final FileChannel lockFile;
  private final BlockCatalog catalog;
  private final Writer.State state;
  private final AppendQueue queue;
  private final Problems problems;
  private final EngineCounters counters = new EngineCounters();
  private final Maintenance maintenance;
  private final Thread writerThread;
  private volatile boolean closed;

  private MetricStoreEngine(
      Folders folders, MetricStoreOptions options, Clock clock, FileChannel lockFile) {
    this.clock = clock;
    this.lockFile = lockFile;
    queue = new AppendQueue(options.flushSamples() / 16);
    problems = new Problems();
    catalog = new BlockCatalog(folders, problems);
    Head head =
        new Head(
            options.windows(),
            options.maxSeriesPerHost(),
            options.maxSeries(),
            new BlockLookup(catalog));
    state = new Writer.State(head, new StateLock(), new Exemplars(), new Families());
    maintenance =
        new Maintenance(
            state,
            pressure -> new Writer(queue, state, options, folders, problems, counters, pressure),
            catalog,
            folders,
            options,
            problems,
            counters,
            clock);
    writerThread =
        Thread.ofPlatform().name("metric-store-writer").daemon().unstarted(maintenance.writer());
  }

  /**
   * Opens the store of a folder, which is made where there is none, and reads what its log holds.
   *
   * @throws StewardException with {@code STORAGE_FAILED} if the folder cannot be used or another
   *     store has it open
   */
  public static MetricStoreEngine open(Path folder, MetricStoreOptions options, Clock clock) {
    Folders folders = new Folders(folder);
    try {
      folders.create();
      FileChannel lockFile = lock(folders);
      try {
        MetricStoreEngine engine = new MetricStoreEngine(folders, options, clock, lockFile);
        engine.start(folders);
        return engine;
      } catch (IOException | RuntimeException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.STORAGE_FAILED, "metric store: " + folder + " cannot be opened: " + e, e);
    }
  }

  private static FileChannel lock(Folders folders) throws IOException {
    FileChannel channel =
        FileChannel.open(folders.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("The folder is open in this process", e);
    }
    channel.close();
    throw new IOException("another store has it open");
  }

  private void start(Folders folders) throws IOException {
    catalog.open();
    SortedMap<Long, Path> logs = Folders.numbered(folders.logs(), "\\.wal");
    long last = catalog.flushedLog();
    for (Map.Entry<Long, Path> log : logs.entrySet()) {
      if (log.getKey() <= catalog.flushedLog()) {
        // Its samples are in blocks, and its successor carries over the rest.
        Files.delete(log.getValue());
      } else {
        replay(log.getKey(), log.getValue());
        last = log.getKey();
      }
    }
    maintenance.writer().startLog(last + 1);
    writerThread.start();
    maintenance.start();
    maintenance.flushWanted();
  }

  private void replay(long number, Path log) throws IOException {
    int damaged = WalReader.read(log, state.head()::series, new Replaying());
    if (damaged > 0) {
      Path copy = log.resolveSibling(log.getFileName() + ".damaged");
      Files.copy(log, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      LOG.error("{} records of log {} are damaged; a copy is kept as {}", damaged, log, copy);
      problems.report(
          "log " + number,
          damaged + " records of a log were damaged and are left out; a copy is kept as " + copy);
    }
  }

  /** Puts what a log holds in memory. */
  private final class Replaying implements WalReader.Replay {
    @Override
    public void carryOver(CarryOver carryOver) {
      maintenance.writer().replay(carryOver);
    }

    @Override
    public void batch(SampleBatch batch, long receivedMillis) {
      maintenance.writer().replay(batch, receivedMillis);
    }
  }

  @Override
  public SeriesHandle series(Labels labels) {
    return state.head().series(labels);
  }

  @Override
  public CompletableFuture<AppendReceipt> append(SampleBatch batch) {
    CompletableFuture<AppendReceipt> future = new CompletableFuture<>();
    if (!queue.put(new AppendQueue.Pending(batch, clock.millis(), future))) {
      future.completeExceptionally(closedError());
    }
    return future;
  }

  private static StewardException closedError() {
    return new StewardException(ErrorCode.UNAVAILABLE, "the metric store is closed");
  }

  @Override
  public OptionalLong lastSequence(String source) {
    return maintenance.writer().lastSequence(source);
  }

  private SeriesWalk walk(MetricQuery query, QueryContext context) {
    if (closed) {
      throw closedError();
    }
    return SeriesWalk.open(query, state.head(), catalog, state.lock(), context);
  }

  @Override
  public SeriesCursor read(MetricQuery query, QueryContext context) {
    SeriesWalk walk = walk(query, context);
    return new EngineCursor(walk, query.range(), context);
  }

  @Override
  public Collection<Labels> seriesLabels(
      Selector selector, TimeRange rangeMillis, QueryContext context) {
    List<Labels> found = new ArrayList<>();
    try (SeriesWalk walk = walk(new MetricQuery(selector, rangeMillis), context)) {
      while (walk.nextWithoutParts()) {
        found.add(walk.labels());
        if ((found.size() & 1023) == 0) {
          context.checkpoint();
        }
      }
    }
    return found;
  }

  @Override
  public Map<Labels, List<Exemplar>> exemplars(
      Selector selector, TimeRange rangeMillis, QueryContext context) {
    context.checkpoint();
    return state.exemplars().find(selector, rangeMillis);
  }

  @Override
  public Map<String, List<MetricMetadata>> metadata() {
    return state.families().all();
  }

  @Override
  public MetricStatistics statistics(int top) {
    return Statistics.of(state.head(), state.lock(), catalog.view(), top);
  }

  /** What the engine did and holds, for {@code /metrics}. */
  public EngineFigures figures() {
    BlockCatalog.View view = catalog.view();
    return counters.figures(
        state.head().seriesCount(),
        state.lock().read(state.head()::unflushedSamples),
        Arrays.stream(Level.values())
            .map(level -> EngineFigures.LevelFigures.of(level, view.blocks(level)))
            .toList());
  }

  @Override
  public void delete(Selector selector, TimeRange rangeMillis, QueryContext context) {
    context.checkpoint();
    maintenance.delete(selector, rangeMillis);
  }

  /** Writes memory to blocks, merges what can be merged, and removes what is deleted or too old. */
  public void compact() {
    maintenance.compactNow();
  }

  /** Removes the bytes of what was deleted, without waiting for the next merge. */
  public void removeDeleted() {
    maintenance.removeDeletedNow();
  }

  /** Does now what the engine does by itself every few seconds. */
  void maintain() {
    maintenance.tickNow();
  }

  /** Writes memory to blocks. */
  public void flush() {
    maintenance.flushNow();
  }

  /**
   * Makes a copy of everything stored so far, by links to the same files: it takes no room until
   * the store itself drops them.
   *
   * @param name a name for it that is not taken: letters, digits, dashes
   * @return its folder, a store of its own
   */
  public Path snapshot(String name) {
    if (!name.matches("[A-Za-z0-9-]{1,100}")) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "name: " + name + " (expected: letters, digits and dashes, at most 100)");
    }
    return maintenance.snapshot(name);
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth(!closed && maintenance.writer().isWritable(), problems.all());
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    queue.close();
    try {
      writerThread.join();
      maintenance.flushNow();
    } catch (StewardException e) {
      LOG.warn("Memory could not be written to blocks; its log stays", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    maintenance.close();
    catalog.close();
    try {
      maintenance.writer().close();
      lockFile.close();
    } catch (IOException e) {
      LOG.warn("Closing the metric store's files failed", e);
    }
  }
}
