package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.head.Head;
import dev.steward.metricstore.head.HeadSeries;
import dev.steward.metricstore.head.SeriesBuffer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStatistics;
import dev.steward.spi.store.MetricStatistics.Count;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the series in memory by their labels. For one thread. */
final class Statistics {
  private final Map<String, Long> seriesByMetric = new HashMap<>();

  /** For each label name, how many series have each value. */
  private final Map<String, Map<String, Long>> seriesByValue = new HashMap<>();

  private long series;
  private long chunks;
  private long minTimeMillis = Long.MAX_VALUE;
  private long maxTimeMillis = Long.MIN_VALUE;

  private Statistics() {}

  static MetricStatistics of(Head head, StateLock lock, BlockCatalog.View view, int top) {
    Statistics statistics = new Statistics();
    for (Block block : view.blocks()) {
      statistics.span(block.range().start(), block.range().end() - 1);
    }
    for (HeadSeries one : head.allSeries()) {
      statistics.count(one.labels());
    }
    lock.read(() -> {
      head.allSeries().forEach(statistics::countChunks);
      return statistics;
    });
    return statistics.result(top);
  }

  private void span(long first, long last) {
    minTimeMillis = Math.min(minTimeMillis, first);
    maxTimeMillis = Math.max(maxTimeMillis, last);
  }

  private void count(Labels labels) {
    series++;
    seriesByMetric.merge(labels.valueOrEmpty(Labels.METRIC_NAME), 1L, Long::sum);
    for (int i = 0; i < labels.size(); i++) {
      seriesByValue
          .computeIfAbsent(labels.name(i), name -> new HashMap<>())
          .merge(labels.value(i), 1L, Long::sum);
    }
  }

  private void countChunks(HeadSeries one) {
    countChunks(one.flushing());
    countChunks(one.active());
  }

  private void countChunks(@Nullable SeriesBuffer buffer) {
    if (buffer != null) {
      chunks += buffer.chunks();
      span(buffer.firstMillis(), buffer.lastMillis());
    }
  }

  private MetricStatistics result(int top) {
    Map<String, Long> values = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    Map<String, Long> pairs = new HashMap<>();
    seriesByValue.forEach((name, counts) -> {
      values.put(name, (long) counts.size());
      bytes.put(name, counts.keySet().stream().mapToLong(String::length).sum());
      counts.forEach((value, count) -> pairs.put(name + "=" + value, count));
    });
    return new MetricStatistics(
        series,
        minTimeMillis,
        maxTimeMillis,
        pairs.size(),
        chunks,
        largest(seriesByMetric, top),
        largest(values, top),
        largest(bytes, top),
        largest(pairs, top));
  }

  private static List<Count> largest(Map<String, Long> counts, int top) {
    return counts.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
        .limit(top)
        .toList();
  }
}
