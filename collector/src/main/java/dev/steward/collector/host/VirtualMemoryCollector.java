package dev.steward.collector.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Paging, swapping and out-of-memory kills, from {@code /proc/vmstat}. */
final class VirtualMemoryCollector implements HostCollector {
  private final Map<String, MetricFamily> families = new HashMap<>();

  @Override
  public String name() {
    return "vmstat";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields stat = files.proc("vmstat");
    do {
      if (isWanted(stat)) {
        MetricFamily family = families.computeIfAbsent(stat.word(), VirtualMemoryCollector::family);
        sink.sample(family, family.labels(), stat.number());
      }
    } while (stat.nextLine());
  }

  private static boolean isWanted(Fields stat) {
    return stat.startsWith("oom_kill ")
        || stat.startsWith("pgpg")
        || stat.startsWith("pswp")
        || stat.startsWith("pgfault ")
        || stat.startsWith("pgmajfault ");
  }

  private static MetricFamily family(String field) {
    return MetricFamily.untyped("node_vmstat_" + field, "The field " + field + " of /proc/vmstat.");
  }
}
