package dev.steward.testkit.store.metric;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStatistics;
import dev.steward.spi.store.MetricStatistics.Count;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts series by their labels. For one thread. */
final class InMemoryStatistics {
  private final Map<String, Long> seriesByMetric = new HashMap<>();
  private final Map<String, Long> seriesByPair = new HashMap<>();
  private final Map<String, Set<String>> valuesByLabel = new HashMap<>();
  private long minTimeMillis = Long.MAX_VALUE;
  private long maxTimeMillis = Long.MIN_VALUE;
  private long active;

  private InMemoryStatistics() {}

  static MetricStatistics of(Collection<InMemorySeries> all, int top) {
    InMemoryStatistics counts = new InMemoryStatistics();
    all.stream().filter(series -> !series.isEmpty()).forEach(counts::add);
    return counts.result(top);
  }

  private void add(InMemorySeries series) {
    active++;
    minTimeMillis = Math.min(minTimeMillis, series.oldestMillis());
    maxTimeMillis = Math.max(maxTimeMillis, series.latestMillis());
    seriesByMetric.merge(series.labels().valueOrEmpty(Labels.METRIC_NAME), 1L, Long::sum);
    series
        .labels()
        .forEach((name, value) -> {
          seriesByPair.merge(name + "=" + value, 1L, Long::sum);
          valuesByLabel.computeIfAbsent(name, n -> new HashSet<>()).add(value);
        });
  }

  private MetricStatistics result(int top) {
    Map<String, Long> values = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    valuesByLabel.forEach((name, set) -> {
      values.put(name, (long) set.size());
      bytes.put(name, set.stream().mapToLong(String::length).sum());
    });
    return new MetricStatistics(
        active,
        minTimeMillis,
        maxTimeMillis,
        seriesByPair.size(),
        active,
        largest(seriesByMetric, top),
        largest(values, top),
        largest(bytes, top),
        largest(seriesByPair, top));
  }

  private static List<Count> largest(Map<String, Long> counts, int top) {
    return counts.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
        .limit(top)
        .toList();
  }
}
