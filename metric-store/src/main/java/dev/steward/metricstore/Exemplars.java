package dev.steward.metricstore;

import dev.steward.metricstore.wal.CarryOver.KeptExemplar;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The newest exemplars, in memory and carried from log to log. Safe for any thread. */
final class Exemplars {
  private static final int MAX = 20_000;

  /** In the order of arrival. Guarded by itself. */
  private final Set<KeptExemplar> kept = new LinkedHashSet<>();

  void add(Labels series, Exemplar exemplar) {
    synchronized (kept) {
      if (kept.add(new KeptExemplar(series, exemplar)) && kept.size() > MAX) {
        kept.remove(kept.iterator().next());
      }
    }
  }

  List<KeptExemplar> all() {
    synchronized (kept) {
      return new ArrayList<>(kept);
    }
  }

  Map<Labels, List<Exemplar>> find(Selector selector, TimeRange range) {
    Map<Labels, List<Exemplar>> found = new TreeMap<>();
    for (KeptExemplar one : all()) {
      if (range.contains(one.exemplar().timestampMillis()) && selector.accepts(one.series())) {
        found.computeIfAbsent(one.series(), labels -> new ArrayList<>()).add(one.exemplar());
      }
    }
    found.values().forEach(list -> list.sort(Comparator.comparingLong(Exemplar::timestampMillis)));
    return found;
  }
}
