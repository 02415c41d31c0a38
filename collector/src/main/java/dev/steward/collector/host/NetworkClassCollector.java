package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Properties of each network device, from {@code /sys/class/net}. */
final class NetworkClassCollector implements HostCollector {
  private static final double BYTES_PER_MEGABIT = 1_000_000 / 8.0;
  private static final int FLAG_UP = 1;
  private static final String CARRIER = "carrier";

  /** A file and what it becomes. */
  private record Property(String file, MetricFamily family) {}

  private final Property[] decimals = {
    gauge("addr_assign_type", "address_assign_type", "How it got its hardware address."),
    gauge(CARRIER, "carrier", "Whether there is a link."),
    counter("carrier_changes", "carrier_changes_total", "Times that the link came or went."),
    counter("carrier_up_count", "carrier_up_changes_total", "Times that the link came."),
    counter("carrier_down_count", "carrier_down_changes_total", "Times that the link went."),
    gauge("dormant", "dormant", "Whether it waits for something else to be up."),
    gauge("ifindex", "iface_id", "Its number."),
    gauge("iflink", "iface_link", "Number of the device below it."),
    gauge("link_mode", "iface_link_mode", "Whether user space decides about its state."),
    gauge("mtu", "mtu_bytes", "Largest packet."),
    gauge("name_assign_type", "name_assign_type", "How it got its name."),
    gauge("netdev_group", "net_dev_group", "Its group."),
    gauge("tx_queue_len", "transmit_queue_length", "Packets that may wait to be sent."),
    gauge("type", "protocol_type", "Its kind of hardware."),
  };
  private final Property[] hexadecimals = {
    gauge("dev_id", "device_id", "Tells devices of one address apart."),
    gauge("flags", "flags", "Its flags."),
  };
  private final MetricFamily speed =
      MetricFamily.gauge("node_network_speed_bytes", "Bytes a second.", "device");
  private final MetricFamily up =
      MetricFamily.gauge("node_network_up", "Whether it is in working order.", "device");
  private final MetricFamily info =
      MetricFamily.gauge(
          "node_network_info",
          "What kind of network device it is.",
          "device",
          "address",
          "broadcast",
          "duplex",
          "operstate",
          "adminstate",
          "ifalias");

  private static Property gauge(String file, String name, String help) {
    return new Property(file, MetricFamily.gauge("node_network_" + name, help, "device"));
  }

  private static Property counter(String file, String name, String help) {
    return new Property(file, MetricFamily.counter("node_network_" + name, help, "device"));
  }

  @Override
  public String name() {
    return "netclass";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String[] devices = HostFiles.names(files.sysPath("class/net"));
    if (devices.length == 0) {
      throw new NoSuchFileException(files.sysPath("class/net"));
    }
    for (String device : devices) {
      String folder = files.sysPath("class/net/" + device + "/");
      String flags = files.lineOrEmpty(folder + "flags");
      if (flags.isEmpty()) {
        continue; // a file such as bonding_masters, or a device that has just gone
      }
      boolean running = (decode(folder + "flags", flags) & FLAG_UP) != 0;
      for (Property property : decimals) {
        if (running || !property.file().equals(CARRIER)) {
          give(property.family(), device, files.number(folder + property.file()), sink);
        }
      }
      for (Property property : hexadecimals) {
        give(property.family(), device, hex(files, folder + property.file()), sink);
      }
      state(files, device, folder, running, sink);
    }
  }

  /** Of a device that an administrator set down, the kernel refuses to tell link and speed. */
  private void state(
      HostFiles files, String device, String folder, boolean running, MetricSink sink) {
    if (running) {
      give(speed, device, files.number(folder + "speed") * BYTES_PER_MEGABIT, sink);
    }
    String state = files.lineOrEmpty(folder + "operstate");
    sink.sample(up, up.labels(device), state.equals("up") ? 1 : 0);
    sink.sample(
        info,
        info.labels(
            device,
            files.lineOrEmpty(folder + "address"),
            files.lineOrEmpty(folder + "broadcast"),
            running ? files.lineOrEmpty(folder + "duplex") : "",
            state,
            running ? "up" : "down",
            files.lineOrEmpty(folder + "ifalias")),
        1);
  }

  private static double hex(HostFiles files, String path) throws IOException {
    String text = files.lineOrEmpty(path);
    return text.isEmpty() ? Double.NaN : decode(path, text);
  }

  private static long decode(String path, String text) throws IOException {
    try {
      return Long.decode(text);
    } catch (NumberFormatException e) {
      throw new IOException(path + ": " + text + " (expected: a number such as 0x1003)", e);
    }
  }

  private static void give(MetricFamily family, String device, double value, MetricSink sink) {
    if (!Double.isNaN(value)) {
      sink.sample(family, family.labels(device), value);
    }
  }
}
