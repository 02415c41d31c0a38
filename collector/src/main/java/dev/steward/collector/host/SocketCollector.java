package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/** Sockets in use by protocol, from {@code /proc/net/sockstat} and {@code sockstat6}. */
final class SocketCollector implements HostCollector {
  private final Map<String, MetricFamily> families = new HashMap<>();
  private final long pageBytes;

  /** Memory is counted in pages of this size. */
  SocketCollector(long pageBytes) {
    this.pageBytes = pageBytes;
  }

  @Override
  public String name() {
    return "sockstat";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    give(files.proc("net/sockstat"), sink);
    Fields version6;
    try {
      version6 = files.proc("net/sockstat6");
    } catch (NoSuchFileException e) {
      return; // a kernel without IPv6
    }
    give(version6, sink);
  }

  private void give(Fields sockets, MetricSink sink) throws IOException {
    while (sockets.hasNext()) {
      String protocol = sockets.wordUntil(':');
      while (sockets.hasNext()) {
        String name = protocol + "_" + sockets.word();
        long value = sockets.number();
        sample(name, value, sink);
        if (name.endsWith("_mem")) {
          sample(name + "_bytes", value * pageBytes, sink);
        }
      }
      sockets.nextLine();
    }
  }

  private void sample(String name, long value, MetricSink sink) {
    MetricFamily family =
        families.computeIfAbsent(
            name,
            key -> MetricFamily.gauge("node_sockstat_" + key, "Number of sockets: " + key + "."));
    sink.sample(family, family.labels(), value);
  }
}
