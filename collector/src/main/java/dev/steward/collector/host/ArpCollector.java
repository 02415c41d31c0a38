package dev.steward.collector.host;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Known neighbours on each network device, from {@code /proc/net/arp}. */
final class ArpCollector implements HostCollector {
  private static final int COLUMNS_BEFORE_DEVICE = 5;

  private final MetricFamily entries =
      MetricFamily.gauge("node_arp_entries", "Neighbours in the ARP table.", "device");

  @Override
  public String name() {
    return "arp";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields table = files.proc("net/arp");
    Map<String, Integer> counts = new TreeMap<>();
    while (table.nextLine() && table.hasNext()) {
      table.skipFields(COLUMNS_BEFORE_DEVICE);
      counts.merge(table.word(), 1, Integer::sum);
    }
    counts.forEach((device, count) -> sink.sample(entries, entries.labels(device), count));
  }
}
