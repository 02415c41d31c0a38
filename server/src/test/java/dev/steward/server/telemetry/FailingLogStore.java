package dev.steward.server.telemetry;

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
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.PatternCounts;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.StoreHealth;
import dev.steward.testkit.store.log.InMemoryLogStore;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A log store whose disk is full for one sequence, and only the first time. */
final class FailingLogStore implements LogStore {
  private final InMemoryLogStore store = new InMemoryLogStore();
  private final long failing;
  private boolean failed;

  FailingLogStore(long failing) {
    this.failing = failing;
  }

  @Override
  public synchronized CompletableFuture<AppendReceipt> append(LogBatch batch) {
    Origin origin = Objects.requireNonNull(batch.origin(), "origin");
    if (!failed && origin.sequence() >= failing) {
      failed = true;
      return CompletableFuture.supplyAsync(() -> {
        throw new StewardException(ErrorCode.UNAVAILABLE, "disk full");
      });
    }
    return store.append(batch);
  }

  @Override
  public OptionalLong lastSequence(String source) {
    return store.lastSequence(source);
  }

  @Override
  public LogCursor read(LogQuery query, Direction direction, QueryContext context) {
    return store.read(query, direction, context);
  }

  @Override
  public List<LogCounting.Counts> count(
      LogQuery query, LogCounting counting, QueryContext context) {
    return store.count(query, counting, context);
  }

  @Override
  public Collection<Labels> streams(Selector selector, TimeRange range, QueryContext context) {
    return store.streams(selector, range, context);
  }

  @Override
  public LogStatistics statistics(Selector selector, TimeRange range, QueryContext context) {
    return store.statistics(selector, range, context);
  }

  @Override
  public List<PatternCounts> patterns(
      Selector selector, TimeRange range, long stepNanos, QueryContext context) {
    return store.patterns(selector, range, stepNanos, context);
  }

  @Override
  public List<PatternCounts> newPatterns(Selector selector, TimeRange range, QueryContext context) {
    return store.newPatterns(selector, range, context);
  }

  @Override
  public long delete(LogQuery query, QueryContext context) {
    return store.delete(query, context);
  }

  @Override
  public AutoCloseable follow(Selector selector, LogListener listener) {
    return store.follow(selector, listener);
  }

  @Override
  public StoreHealth health() {
    return store.health();
  }

  @Override
  public void close() {
    store.close();
  }
}
