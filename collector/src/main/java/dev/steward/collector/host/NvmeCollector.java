package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What each NVMe disk is, from {@code /sys/class/nvme}. */
final class NvmeCollector implements HostCollector {
  private final MetricFamily info =
      MetricFamily.gauge(
          "node_nvme_info",
          "What kind of NVMe disk it is.",
          "device",
          "firmware_revision",
          "model",
          "serial",
          "state");

  @Override
  public String name() {
    return "nvme";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String[] devices = HostFiles.names(files.sysPath("class/nvme"));
    if (devices.length == 0) {
      throw new NoSuchFileException(files.sysPath("class/nvme"));
    }
    for (String device : devices) {
      String folder = files.sysPath("class/nvme/" + device + "/");
      sink.sample(
          info,
          info.labels(
              device,
              files.lineOrEmpty(folder + "firmware_rev"),
              files.lineOrEmpty(folder + "model"),
              files.lineOrEmpty(folder + "serial"),
              files.lineOrEmpty(folder + "state")),
          1);
    }
  }
}
