package dev.steward.collector.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Every line of {@code /proc/meminfo}, in bytes where the line has a unit. */
final class MemoryCollector implements HostCollector {
  private static final double BYTES_PER_KILOBYTE = 1024;

  private final Map<String, MetricFamily> families = new HashMap<>();

  @Override
  public String name() {
    return "meminfo";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields memory = files.proc("meminfo");
    while (memory.hasNext()) {
      String field = memory.wordUntil(':');
      double value = memory.number();
      boolean kilobytes = memory.hasNext();
      MetricFamily family =
          families.computeIfAbsent(kilobytes ? field + "_bytes" : field, MemoryCollector::family);
      sink.sample(family, family.labels(), kilobytes ? value * BYTES_PER_KILOBYTE : value);
      memory.nextLine();
    }
  }

  private static MetricFamily family(String field) {
    String name = field.replace('(', '_').replace(")", "");
    return MetricFamily.gauge("node_memory_" + name, "The field " + field + " of /proc/meminfo.");
  }
}
