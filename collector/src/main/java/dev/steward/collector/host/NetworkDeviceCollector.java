package dev.steward.collector.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Traffic and errors of each network device, from {@code /proc/net/dev} and, for what that file
 * lacks, {@code /sys/class/net}.
 */
final class NetworkDeviceCollector implements HostCollector {
  /** In the order of the file. */
  private static final String[] FIELDS = {
    "receive_bytes", "receive_packets", "receive_errs", "receive_drop",
    "receive_fifo", "receive_frame", "receive_compressed", "receive_multicast",
    "transmit_bytes", "transmit_packets", "transmit_errs", "transmit_drop",
    "transmit_fifo", "transmit_colls", "transmit_carrier", "transmit_compressed"
  };

  private final MetricFamily[] families = new MetricFamily[FIELDS.length];
  private final MetricFamily noHandler =
      MetricFamily.counter(
          "node_network_receive_nohandler_total", "Network device: receive nohandler.", "device");
  private final List<String> names = new ArrayList<>();

  NetworkDeviceCollector() {
    for (int i = 0; i < FIELDS.length; i++) {
      families[i] =
          MetricFamily.counter(
              "node_network_" + FIELDS[i] + "_total",
              "Network device: " + FIELDS[i].replace('_', ' ') + ".",
              "device");
    }
  }

  @Override
  public String name() {
    return "netdev";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields devices = files.proc("net/dev");
    devices.nextLine();
    names.clear();
    while (devices.nextLine()) {
      String device = devices.wordUntil(':');
      names.add(device);
      for (MetricFamily family : families) {
        sink.sample(family, family.labels(device), devices.number());
      }
    }
    for (String device : names) {
      double count =
          files.number(files.sysPath("class/net/" + device + "/statistics/rx_nohandler"));
      if (!Double.isNaN(count)) {
        sink.sample(noHandler, noHandler.labels(device), count);
      }
    }
  }
}
