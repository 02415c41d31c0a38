package dev.steward.testkit.store.log;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LineFilter;
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
import dev.steward.testkit.store.log.FoundEntries.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A log store that holds everything in memory and answers by looking at every entry: what other
 * stores are compared with, and a store for tests. Nothing survives the process. Safe for any
 * thread.
 */
public final class InMemoryLogStore implements LogStore {
  private static final Comparator<Found> ORDER =
      Comparator.<Found>comparingLong(found -> found.entry().timestampNanos())
          .thenComparing(Found::stream);

  private record Follower(Selector selector, LogListener listener) {}

  /** Guarded by this. */
  private final TreeMap<Labels, InMemoryStream> streams = new TreeMap<>();

  /** Guarded by this. */
  private final Map<String, Long> lastSequences = new HashMap<>();

  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  /** Guarded by this. */
  private boolean closed;

  /** Makes an empty store. */
  public InMemoryLogStore() {}

  @Override
  public synchronized CompletableFuture<AppendReceipt> append(LogBatch batch) {
    requireOpen();
    Origin origin = batch.origin();
    if (origin != null) {
      if (origin.sequence() <= lastSequences.getOrDefault(origin.source(), 0L)) {
        return CompletableFuture.completedFuture(
            new AppendReceipt(0, batch.entryCount(), List.of()));
      }
      lastSequences.put(origin.source(), origin.sequence());
    }
    long stored = 0;
    for (LogBatch.Stream stream : batch.streams()) {
      stored += append(stream, batch.duplicates());
    }
    return CompletableFuture.completedFuture(
        new AppendReceipt(stored, batch.entryCount() - stored, List.of()));
  }

  private long append(LogBatch.Stream from, LogBatch.Duplicates duplicates) {
    if (from.entries().isEmpty()) {
      return 0;
    }
    InMemoryStream stream = streams.computeIfAbsent(from.labels().interned(), InMemoryStream::new);
    long stored = 0;
    for (LogEntry entry : from.entries()) {
      if (duplicates == LogBatch.Duplicates.KEPT || !stream.holds(entry)) {
        stream.add(entry);
        stored++;
        tellFollowers(stream.labels(), entry);
      }
    }
    return stored;
  }

  private void tellFollowers(Labels stream, LogEntry entry) {
    for (Follower follower : followers) {
      if (follower.selector().accepts(stream)) {
        follower.listener().stored(stream, entry);
      }
    }
  }

  @Override
  public synchronized OptionalLong lastSequence(String source) {
    requireOpen();
    Long last = lastSequences.get(source);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  @Override
  public synchronized LogCursor read(LogQuery query, Direction direction, QueryContext context) {
    List<Found> found = new ArrayList<>();
    for (InMemoryStream stream : selected(query.selector())) {
      for (LogEntry entry : stream.entries()) {
        if (query.range().contains(entry.timestampNanos()) && passes(query, entry, context)) {
          found.add(new Found(stream.labels(), entry));
        }
      }
    }
    found.sort(ORDER);
    return new FoundEntries(direction == Direction.FORWARD ? found : found.reversed(), context);
  }

  private static boolean passes(LogQuery query, LogEntry entry, QueryContext context) {
    context.chargeLines(1, entry.line().length());
    return LineFilter.acceptsAll(query.filters(), entry.line());
  }

  private List<InMemoryStream> selected(Selector selector) {
    requireOpen();
    return streams.values().stream()
        .filter(stream -> !stream.entries().isEmpty() && selector.accepts(stream.labels()))
        .toList();
  }

  @Override
  public synchronized List<LogCounting.Counts> count(
      LogQuery query, LogCounting counting, QueryContext context) {
    Map<Labels, WindowTable> tables = new LinkedHashMap<>();
    for (InMemoryStream stream : selected(query.selector())) {
      WindowTable table =
          tables.computeIfAbsent(
              counting.rows().apply(stream.labels()), labels -> new WindowTable(labels, counting));
      for (LogEntry entry : stream.entries()) {
        if (passes(query, entry, context)) {
          table.add(entry);
        }
      }
    }
    return tables.values().stream().flatMap(table -> table.rows().stream()).toList();
  }

  @Override
  public synchronized Collection<Labels> streams(
      Selector selector, TimeRange range, QueryContext context) {
    context.checkpoint();
    return selected(selector).stream()
        .filter(
            stream -> stream.entries().stream().anyMatch(e -> range.contains(e.timestampNanos())))
        .map(InMemoryStream::labels)
        .toList();
  }

  @Override
  public synchronized Optional<Set<String>> metadataNames(
      Selector selector, TimeRange range, QueryContext context) {
    context.checkpoint();
    Set<String> names = new TreeSet<>();
    for (InMemoryStream stream : selected(selector)) {
      for (LogEntry entry : stream.entries()) {
        if (range.contains(entry.timestampNanos())) {
          entry.metadata().forEach((name, value) -> names.add(name));
        }
      }
    }
    return Optional.of(names);
  }

  @Override
  public synchronized LogStatistics statistics(
      Selector selector, TimeRange range, QueryContext context) {
    context.checkpoint();
    long streamCount = 0;
    long bytes = 0;
    long entries = 0;
    for (InMemoryStream stream : selected(selector)) {
      long before = entries;
      for (LogEntry entry : stream.entries()) {
        if (range.contains(entry.timestampNanos())) {
          entries++;
          bytes += entry.line().length();
        }
      }
      streamCount += entries > before ? 1 : 0;
    }
    return new LogStatistics(streamCount, streamCount, bytes, entries);
  }

  @Override
  public synchronized List<PatternCounts> patterns(
      Selector selector, TimeRange range, long stepNanos, QueryContext context) {
    int steps =
        Math.toIntExact(Math.ceilDiv(Math.subtractExact(range.end(), range.start()), stepNanos));
    return tabulate(selector, new PatternTable(range, stepNanos, steps), context);
  }

  @Override
  public synchronized List<PatternCounts> newPatterns(
      Selector selector, TimeRange range, QueryContext context) {
    return tabulate(selector, new PatternTable(range, Long.MAX_VALUE, 1), context).stream()
        .filter(row -> range.contains(row.firstSeenNanos()))
        .toList();
  }

  /** What is new in a service shows only beside all its lines, so every stream is looked at. */
  private List<PatternCounts> tabulate(
      Selector selector, PatternTable table, QueryContext context) {
    for (InMemoryStream stream : selected(Selector.ALL)) {
      boolean counted = selector.accepts(stream.labels());
      for (LogEntry entry : stream.entries()) {
        context.chargeLines(1, entry.line().length());
        table.add(stream.labels(), entry, counted);
      }
    }
    return table.rows();
  }

  @Override
  public synchronized long delete(LogQuery query, QueryContext context) {
    long deleted = 0;
    for (InMemoryStream stream : selected(query.selector())) {
      context.checkpoint();
      deleted +=
          stream.removeIf(entry ->
              query.range().contains(entry.timestampNanos())
                  && LineFilter.acceptsAll(query.filters(), entry.line()));
    }
    return deleted;
  }

  @Override
  public synchronized AutoCloseable follow(Selector selector, LogListener listener) {
    requireOpen();
    Follower follower = new Follower(selector, listener);
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public synchronized StoreHealth health() {
    return new StoreHealth(!closed, List.of());
  }

  @Override
  public synchronized void close() {
    closed = true;
    streams.clear();
    followers.clear();
  }

  private void requireOpen() {
    if (closed) {
      throw new StewardException(ErrorCode.UNAVAILABLE, "log store: closed (expected: open)");
    }
  }
}
