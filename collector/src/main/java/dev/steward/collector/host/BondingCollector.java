package dev.steward.collector.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Network devices that are bonded to one, from {@code /sys/class/net}. */
final class BondingCollector implements HostCollector {
  private final MetricFamily slaves =
      MetricFamily.gauge("node_bonding_slaves", "Devices of a bond.", "master");
  private final MetricFamily active =
      MetricFamily.gauge("node_bonding_active", "Devices of a bond that work.", "master");

  @Override
  public String name() {
    return "bonding";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String masters = files.line(files.sysPath("class/net/bonding_masters"));
    if (masters == null) {
      throw new NoSuchFileException(files.sysPath("class/net/bonding_masters"));
    }
    for (String master : words(masters)) {
      String folder = files.sysPath("class/net/" + master + "/");
      String[] devices = words(files.lineOrEmpty(folder + "bonding/slaves"));
      int working = 0;
      for (String device : devices) {
        working += isWorking(files, folder, device) ? 1 : 0;
      }
      sink.sample(slaves, slaves.labels(master), devices.length);
      sink.sample(active, active.labels(master), working);
    }
  }

  private static boolean isWorking(HostFiles files, String folder, String device) {
    String lower = folder + "lower_" + device + "/bonding_slave/mii_status";
    String older = folder + "slave_" + device + "/bonding_slave/mii_status";
    return files.lineOrEmpty(new File(lower).exists() ? lower : older).equals("up");
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" +");
  }
}
