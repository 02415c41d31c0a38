package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * Bytes that wait in the queues of all UDP sockets, from {@code /proc/net/udp} and {@code udp6}.
 */
final class UdpQueueCollector implements HostCollector {
  private static final int COLUMNS_BEFORE_QUEUES = 4;

  private final MetricFamily queues =
      MetricFamily.gauge("node_udp_queues", "Bytes in the queues of UDP sockets.", "queue", "ip");

  @Override
  public String name() {
    return "udp_queues";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    give(files.proc("net/udp"), "v4", sink);
    Fields version6;
    try {
      version6 = files.proc("net/udp6");
    } catch (NoSuchFileException e) {
      return; // a kernel without IPv6
    }
    give(version6, "v6", sink);
  }

  private void give(Fields table, String version, MetricSink sink) throws IOException {
    long sending = 0;
    long receiving = 0;
    while (table.nextLine() && table.hasNext()) {
      table.skipFields(COLUMNS_BEFORE_QUEUES);
      sending += table.hex();
      table.skip(":");
      receiving += table.hex();
    }
    sink.sample(queues, queues.labels("tx", version), sending);
    sink.sample(queues, queues.labels("rx", version), receiving);
  }
}
