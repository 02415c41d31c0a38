package dev.steward.metricstore.head;

import dev.steward.spi.model.Labels;
import java.util.HashMap;
import java.util.Map;

/**
 * How many series each host, and all together, have in memory. Guarded by the store's state lock.
 */
final class HostQuotas {
  private final int maxSeriesPerHost;
  private final int maxSeries;
  private final Map<String, Integer> series = new HashMap<>();
  private int total;

  HostQuotas(int maxSeriesPerHost, int maxSeries) {
    this.maxSeriesPerHost = maxSeriesPerHost;
    this.maxSeries = maxSeries;
  }

  /** Takes a place for a series; false where its host, or the store, has none left. */
  boolean take(Labels labels) {
    String host = hostOf(labels);
    int now = series.getOrDefault(host, 0);
    if (now >= maxSeriesPerHost || total >= maxSeries) {
      return false;
    }
    total++;
    series.put(host, now + 1);
    return true;
  }

  void giveBack(Labels labels) {
    total--;
    series.computeIfPresent(hostOf(labels), (host, now) -> now == 1 ? null : now - 1);
  }

  /** The machine, as agents name it; else what was scraped. */
  private static String hostOf(Labels labels) {
    String host = labels.valueOrEmpty("host");
    return host.isEmpty() ? labels.valueOrEmpty("instance") : host;
  }
}
