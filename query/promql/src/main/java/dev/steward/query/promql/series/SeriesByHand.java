package dev.steward.query.promql.series;

import dev.steward.query.value.histogram.Histograms;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStatistics;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.spi.store.SeriesHandle;
import dev.steward.spi.store.StoreHealth;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A metric store that a script fills by hand, any sample in any order. Histograms learn from the
 * one before them whether a counter went on, as a store finds out while it writes chunks. For one
 * thread.
 */
public final class SeriesByHand implements MetricStore {
  /**
   * A sample as it is stored.
   *
   * @param startMillis since when it has been counting; 0 where that is not known
   */
  public record Stored(double value, @Nullable NativeHistogram histogram, long startMillis) {}

  private record Handle(Labels labels) implements SeriesHandle {}

  private final NavigableMap<Labels, NavigableMap<Long, Stored>> series = new TreeMap<>();

  /** Starts without series. */
  public SeriesByHand() {}

  /** Forgets everything. */
  public void clear() {
    series.clear();
  }

  /** Puts a sample, a histogram where there is one, in place of what was there. */
  public void put(
      Labels labels, long timeMillis, double value, @Nullable NativeHistogram histogram) {
    put(labels, timeMillis, new Stored(value, histogram, SampleBatch.NO_START));
  }

  /** Puts a sample in place of what was there. */
  public void put(Labels labels, long timeMillis, Stored sample) {
    series.computeIfAbsent(labels.interned(), key -> new TreeMap<>()).put(timeMillis, sample);
  }

  @Override
  public SeriesHandle series(Labels labels) {
    return new Handle(labels);
  }

  @Override
  public CompletableFuture<AppendReceipt> append(SampleBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      put(
          batch.series(i).labels(),
          batch.timestampMillis(i),
          new Stored(batch.value(i), batch.histogram(i), batch.startMillis(i)));
    }
    return CompletableFuture.completedFuture(AppendReceipt.stored(batch.size()));
  }

  @Override
  public SeriesCursor read(MetricQuery query, QueryContext context) {
    Iterator<Labels> found =
        series.keySet().stream()
            .filter(labels -> query.selector().accepts(labels))
            .filter(labels -> !samples(labels, query.range()).isEmpty())
            .iterator();
    return new SeriesCursor() {
      private Labels current = Labels.EMPTY;

      @Override
      public boolean next() {
        if (found.hasNext()) {
          current = found.next();
          return true;
        }
        return false;
      }

      @Override
      public Labels labels() {
        return current;
      }

      @Override
      public void read(SampleColumns into) {
        copy(current, query.range(), into);
      }

      @Override
      public void close() {}
    };
  }

  private NavigableMap<Long, Stored> all(Labels labels) {
    return series.getOrDefault(labels, new TreeMap<>());
  }

  private NavigableMap<Long, Stored> samples(Labels labels, TimeRange range) {
    return all(labels).subMap(range.start(), true, range.end(), false);
  }

  private void copy(Labels labels, TimeRange range, SampleColumns into) {
    samples(labels, range)
        .forEach((time, sample) -> {
          NativeHistogram histogram = sample.histogram();
          if (histogram == null) {
            into.add(time, sample.value());
          } else {
            into.add(time, hinted(all(labels).lowerEntry(time), histogram));
          }
          if (sample.startMillis() != SampleBatch.NO_START) {
            into.setStart(sample.startMillis());
          }
        });
  }

  private static NativeHistogram hinted(
      Map.@Nullable Entry<Long, Stored> before, NativeHistogram histogram) {
    NativeHistogram previous = before == null ? null : before.getValue().histogram();
    if (histogram.resetHint() == ResetHint.GAUGE || histogram.isStale() || previous == null) {
      return histogram;
    }
    NativeHistogram plain = histogram.edit().resetHint(ResetHint.UNKNOWN).build();
    boolean fell = Histograms.isReset(previous, plain);
    if (histogram.resetHint() == ResetHint.RESET) {
      return fell ? plain : histogram;
    }
    return fell || previous.isStale() || previous.resetHint() == ResetHint.GAUGE
        ? plain
        : histogram.edit().resetHint(ResetHint.NOT_RESET).build();
  }

  @Override
  public Collection<Labels> seriesLabels(
      Selector selector, TimeRange rangeMillis, QueryContext context) {
    return series.keySet().stream()
        .filter(selector::accepts)
        .filter(labels -> !samples(labels, rangeMillis).isEmpty())
        .toList();
  }

  @Override
  public OptionalLong lastSequence(String source) {
    return OptionalLong.empty();
  }

  @Override
  public Map<Labels, List<Exemplar>> exemplars(
      Selector selector, TimeRange rangeMillis, QueryContext context) {
    return Map.of();
  }

  @Override
  public Map<String, List<MetricMetadata>> metadata() {
    return Map.of();
  }

  @Override
  public MetricStatistics statistics(int top) {
    return new MetricStatistics(
        series.size(),
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public void delete(Selector selector, TimeRange rangeMillis, QueryContext context) {
    series.forEach((labels, samples) -> {
      if (selector.accepts(labels)) {
        samples.subMap(rangeMillis.start(), true, rangeMillis.end(), false).clear();
      }
    });
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth(true, List.of());
  }

  @Override
  public void close() {
    clear();
  }
}
