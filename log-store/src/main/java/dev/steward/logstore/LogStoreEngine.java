package dev.steward.logstore;

import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.ingest.PendingBatch;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogListener;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStatistics;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.PatternCounts;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The log store on disk. Safe for any thread.
 *
 * <p>A batch goes to the write-ahead log and to memory, and from there into parts: files of blocks
 * in which lines are split into templates and what varies. Each day has its parts and a Lucene
 * index that tells which blocks may hold what a query asks for. {@code FORMAT.md} describes the
 * files, and {@code RATIONALE.md} what was tried besides.
 */
public final class LogStoreEngine implements LogStore {
  private final EngineParts parts;

  private LogStoreEngine(EngineParts parts) {
    this.parts = parts;
  }

  /** Opens the store in a directory, which is made where there is none. */
  public static LogStoreEngine open(Path directory, LogStoreOptions options, Clock clock)
      throws IOException {
    return open(directory, options, clock, Disk.real());
  }

  /** Opens a store that writes to this disk. */
  public static LogStoreEngine open(Path directory, LogStoreOptions options, Clock clock, Disk disk)
      throws IOException {
    return new LogStoreEngine(EngineParts.open(directory, options, clock, disk));
  }

  @Override
  public CompletableFuture<AppendReceipt> append(LogBatch batch) {
    PendingBatch pending = PendingBatch.of(batch, parts.acknowledging());
    parts.loop().add(pending);
    return pending.future();
  }

  @Override
  public OptionalLong lastSequence(String source) {
    return parts.origins().last(source);
  }

  private void requireOpen() {
    if (parts.isClosed()) {
      throw new StewardException(ErrorCode.UNAVAILABLE, "log store: closed (expected: open)");
    }
  }

  @Override
  public LogCursor read(LogQuery query, Direction direction, QueryContext context) {
    requireOpen();
    return parts.reader().read(query, direction, context);
  }

  @Override
  public List<LogCounting.Counts> count(
      LogQuery query, LogCounting counting, QueryContext context) {
    requireOpen();
    return parts.reader().count(query, counting, context);
  }

  @Override
  public Collection<Labels> streams(Selector selector, TimeRange range, QueryContext context) {
    requireOpen();
    return parts.reader().streams(selector, range, context);
  }

  @Override
  public Optional<Set<String>> metadataNames(
      Selector selector, TimeRange range, QueryContext context) {
    requireOpen();
    return parts.reader().metadataNames(range, context);
  }

  @Override
  public LogStatistics statistics(Selector selector, TimeRange range, QueryContext context) {
    requireOpen();
    return parts.reader().statistics(selector, range, context);
  }

  @Override
  public List<PatternCounts> patterns(
      Selector selector, TimeRange range, long stepNanos, QueryContext context) {
    requireOpen();
    return parts.reader().patterns(selector, range, stepNanos, context);
  }

  @Override
  public List<PatternCounts> newPatterns(Selector selector, TimeRange range, QueryContext context) {
    requireOpen();
    return parts.reader().newPatterns(selector, range, context);
  }

  @Override
  public long delete(LogQuery query, QueryContext context) {
    requireOpen();
    return parts.maintenance().delete(query, context);
  }

  @Override
  public AutoCloseable follow(Selector selector, LogListener listener) {
    requireOpen();
    return parts.followers().add(selector, listener);
  }

  @Override
  public StoreHealth health() {
    return parts.health();
  }

  /** What the store has done, and what it holds. */
  public LogStoreMetrics metrics() {
    return parts.metrics();
  }

  /**
   * Writes everything in memory to parts; for tests and benchmarks that measure what is on disk.
   */
  public void flush() {
    requireOpen();
    parts.maintenance().flushAll();
  }

  /** Does now what is otherwise done from time to time: flushing by age, compaction, retention. */
  public void maintain() {
    requireOpen();
    parts.maintenance().runNow();
  }

  @Override
  public void close() {
    parts.close();
  }
}
