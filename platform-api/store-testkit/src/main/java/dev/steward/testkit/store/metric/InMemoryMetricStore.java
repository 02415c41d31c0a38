package dev.steward.testkit.store.metric;

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
import dev.steward.spi.store.MetricWindows;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.spi.store.SeriesHandle;
import dev.steward.spi.store.SeriesLabels;
import dev.steward.spi.store.StoreHealth;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A metric store in sorted maps: the meaning of {@link MetricStore} in its plainest form, for tests
 * of everything above storage and as the model that engines are compared with. It forgets
 * everything when it is closed.
 *
 * <p>One lock guards all of it.
 */
public final class InMemoryMetricStore implements MetricStore {
  /** Labels that passed the rule; the series itself is made by its first sample. */
  private record Handle(Labels labels) implements SeriesHandle {}

  private final Clock clock;
  private final MetricWindows windows;
  private final TreeMap<Labels, InMemorySeries> series = new TreeMap<>();
  private final Map<String, Long> lastSequences = new HashMap<>();
  private final Map<String, Set<MetricMetadata>> metadata = new TreeMap<>();
  private boolean closed;

  /** Makes a store with the default windows. */
  public InMemoryMetricStore(Clock clock) {
    this(clock, MetricWindows.DEFAULT);
  }

  /** Makes a store. */
  public InMemoryMetricStore(Clock clock, MetricWindows windows) {
    this.clock = clock;
    this.windows = windows;
  }

  @Override
  public SeriesHandle series(Labels labels) {
    return new Handle(SeriesLabels.accepted(labels).interned());
  }

  @Override
  public synchronized CompletableFuture<AppendReceipt> append(SampleBatch batch) {
    if (closed) {
      return CompletableFuture.failedFuture(
          new StewardException(ErrorCode.UNAVAILABLE, "the metric store is closed"));
    }
    if (isRepetition(batch.origin())) {
      return CompletableFuture.completedFuture(new AppendReceipt(0, batch.size(), List.of()));
    }
    Refusals refusals = new Refusals();
    long stored = 0;
    long repeated = 0;
    for (int i = 0; i < batch.size(); i++) {
      switch (keep(batch, i, refusals)) {
        case STORED -> stored++;
        case REPEATED -> repeated++;
        case REFUSED -> {}
      }
    }
    batch.exemplars().forEach(this::keepExemplar);
    batch
        .metadata()
        .forEach(m -> metadata.computeIfAbsent(m.family(), f -> new LinkedHashSet<>()).add(m));
    return CompletableFuture.completedFuture(
        new AppendReceipt(stored, repeated, refusals.toList()));
  }

  private boolean isRepetition(@Nullable Origin origin) {
    if (origin == null) {
      return false;
    }
    if (origin.sequence() <= lastSequences.getOrDefault(origin.source(), 0L)) {
      return true;
    }
    lastSequences.put(origin.source(), origin.sequence());
    return false;
  }

  private enum Outcome {
    STORED,
    REPEATED,
    REFUSED
  }

  private Outcome keep(SampleBatch batch, int index, Refusals refusals) {
    Labels labels = batch.series(index).labels();
    long timestamp = batch.timestampMillis(index);
    InMemorySeries.Sample sample = InMemorySeries.Sample.of(batch, index);
    InMemorySeries existing = series.get(labels);
    InMemorySeries.Sample before = existing == null ? null : existing.at(timestamp);
    if (before != null && before.sameValue(sample)) {
      return Outcome.REPEATED;
    }
    RefusalReason reason = reasonAgainst(existing, before, timestamp, batch.origin() != null);
    if (reason != null) {
      refusals.add(reason, labels, timestamp);
      return Outcome.REFUSED;
    }
    series.computeIfAbsent(labels, InMemorySeries::new).put(timestamp, sample);
    return Outcome.STORED;
  }

  private @Nullable RefusalReason reasonAgainst(
      @Nullable InMemorySeries existing,
      InMemorySeries.@Nullable Sample before,
      long timestamp,
      boolean fromQueue) {
    long now = clock.millis();
    if (timestamp > windows.newestMillis(now)) {
      return RefusalReason.TOO_NEW;
    }
    if (timestamp < windows.oldestMillis(now)) {
      return RefusalReason.TOO_OLD;
    }
    Long newest = existing == null ? null : existing.newestMillis();
    if (newest != null && timestamp < windows.floorMillis(newest, fromQueue)) {
      return RefusalReason.OUT_OF_ORDER;
    }
    return before == null ? null : RefusalReason.DUPLICATE_TIMESTAMP;
  }

  private void keepExemplar(SampleBatch.SeriesExemplar exemplar) {
    InMemorySeries known = series.get(exemplar.series().labels());
    if (known != null) {
      known.addExemplar(exemplar.exemplar());
    }
  }

  @Override
  public synchronized OptionalLong lastSequence(String source) {
    Long last = lastSequences.get(source);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  @Override
  public synchronized SeriesCursor read(MetricQuery query, QueryContext context) {
    List<InMemoryCursor.Snapshot> snapshots = new ArrayList<>();
    for (InMemorySeries one : matching(query.selector(), query.range(), context)) {
      snapshots.add(new InMemoryCursor.Snapshot(one.labels(), one.copy(query.range())));
    }
    return new InMemoryCursor(snapshots, context);
  }

  private List<InMemorySeries> matching(Selector selector, TimeRange range, QueryContext context) {
    requireOpen();
    List<InMemorySeries> found = new ArrayList<>();
    for (InMemorySeries one : series.values()) {
      context.checkpoint();
      if (one.touches(range) && selector.accepts(one.labels())) {
        found.add(one);
      }
    }
    return found;
  }

  private void requireOpen() {
    if (closed) {
      throw new StewardException(ErrorCode.UNAVAILABLE, "the metric store is closed");
    }
  }

  @Override
  public synchronized Collection<Labels> seriesLabels(
      Selector selector, TimeRange rangeMillis, QueryContext context) {
    return matching(selector, rangeMillis, context).stream().map(InMemorySeries::labels).toList();
  }

  @Override
  public synchronized Map<Labels, List<Exemplar>> exemplars(
      Selector selector, TimeRange rangeMillis, QueryContext context) {
    requireOpen();
    Map<Labels, List<Exemplar>> found = new TreeMap<>();
    for (InMemorySeries one : series.values()) {
      context.checkpoint();
      List<Exemplar> exemplars = one.exemplars(rangeMillis);
      if (!exemplars.isEmpty() && selector.accepts(one.labels())) {
        found.put(one.labels(), exemplars);
      }
    }
    return found;
  }

  @Override
  public synchronized Map<String, List<MetricMetadata>> metadata() {
    Map<String, List<MetricMetadata>> copy = new TreeMap<>();
    metadata.forEach((family, known) -> copy.put(family, List.copyOf(known)));
    return copy;
  }

  @Override
  public synchronized MetricStatistics statistics(int top) {
    return InMemoryStatistics.of(series.values(), top);
  }

  @Override
  public synchronized void delete(Selector selector, TimeRange rangeMillis, QueryContext context) {
    matching(selector, rangeMillis, context).forEach(one -> one.delete(rangeMillis));
  }

  @Override
  public synchronized StoreHealth health() {
    return new StoreHealth(!closed, List.of());
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
