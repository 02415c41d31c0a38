package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connections that the firewall keeps track of, from {@code /proc}. */
final class ConnectionTrackingCollector implements HostCollector {
  /** Columns of the statistics that are given. */
  private static final List<String> COLUMNS =
      List.of(
          "found",
          "invalid",
          "ignore",
          "insert",
          "insert_failed",
          "drop",
          "early_drop",
          "search_restart");

  private final MetricFamily entries =
      MetricFamily.gauge("node_nf_conntrack_entries", "Connections that are tracked.");
  private final MetricFamily limit =
      MetricFamily.gauge("node_nf_conntrack_entries_limit", "Connections that can be tracked.");
  private final Map<String, MetricFamily> statistics = new HashMap<>();

  ConnectionTrackingCollector() {
    for (String column : COLUMNS) {
      statistics.put(
          column,
          MetricFamily.gauge(
              "node_nf_conntrack_stat_" + column,
              "Connection tracking: " + column.replace('_', ' ') + "."));
    }
  }

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    long tracked = files.proc("sys/net/netfilter/nf_conntrack_count").number();
    sink.sample(entries, entries.labels(), tracked);
    long most = files.proc("sys/net/netfilter/nf_conntrack_max").number();
    sink.sample(limit, limit.labels(), most);
    try {
      statistics(files.proc("net/stat/nf_conntrack"), sink);
    } catch (NoSuchFileException e) {
      // The kernel was built without these statistics.
      return;
    }
  }

  /** A table with a row for each processor, in hexadecimal. */
  private void statistics(Fields table, MetricSink sink) throws IOException {
    List<String> header = new ArrayList<>();
    while (table.hasNext()) {
      header.add(table.word());
    }
    long[] sums = new long[header.size()];
    while (table.nextLine() && table.hasNext()) {
      for (int i = 0; i < sums.length && table.hasNext(); i++) {
        sums[i] += table.hex();
      }
    }
    for (int i = 0; i < sums.length; i++) {
      MetricFamily family = statistics.get(header.get(i));
      if (family != null) {
        sink.sample(family, family.labels(), sums[i]);
      }
    }
  }
}
