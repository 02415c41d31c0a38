package dev.steward.metricstore;

import dev.steward.spi.model.MetricMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known of metric families, in memory and carried from log to log. Any thread. */
final class Families {
  private static final int MAX_FAMILIES = 50_000;
  private static final int MAX_MEANINGS = 8;

  /** Guarded by itself. */
  private final Map<String, Set<MetricMetadata>> known = new TreeMap<>();

  void add(MetricMetadata metadata) {
    synchronized (known) {
      if (known.size() < MAX_FAMILIES || known.containsKey(metadata.family())) {
        Set<MetricMetadata> meanings =
            known.computeIfAbsent(metadata.family(), family -> new LinkedHashSet<>());
        if (meanings.add(metadata) && meanings.size() > MAX_MEANINGS) {
          meanings.remove(meanings.iterator().next());
        }
      }
    }
  }

  Map<String, List<MetricMetadata>> all() {
    Map<String, List<MetricMetadata>> copy = new TreeMap<>();
    synchronized (known) {
      known.forEach((family, meanings) -> copy.put(family, List.copyOf(meanings)));
    }
    return copy;
  }

  List<MetricMetadata> list() {
    List<MetricMetadata> all = new ArrayList<>();
    synchronized (known) {
      known.values().forEach(all::addAll);
    }
    return all;
  }
}
