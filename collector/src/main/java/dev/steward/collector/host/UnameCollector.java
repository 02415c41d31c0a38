package dev.steward.collector.host;

import dev.steward.spi.model.Labels;
import java.io.IOException;

/** Name and version of the kernel, from {@code /proc/sys/kernel}. */
final class UnameCollector implements HostCollector {
  private final MetricFamily info =
      MetricFamily.gauge(
          "node_uname_info",
          "Name and version of the kernel and name of the machine.",
          "sysname",
          "release",
          "version",
          "machine",
          "nodename",
          "domainname");

  @Override
  public String name() {
    return "uname";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Labels labels =
        info.labels(
            kernel(files, "ostype"),
            kernel(files, "osrelease"),
            kernel(files, "version"),
            machine(files),
            kernel(files, "hostname"),
            kernel(files, "domainname"));
    sink.sample(info, labels, 1);
  }

  private static String kernel(HostFiles files, String name) throws IOException {
    return files.proc("sys/kernel/" + name).line();
  }

  /** Linux tells it in a file since 6.1; before, it is what this program runs on. */
  private static String machine(HostFiles files) {
    String arch = files.line(files.procPath("sys/kernel/arch"));
    if (arch != null) {
      return arch;
    }
    String running = System.getProperty("os.arch", "");
    return running.equals("amd64") ? "x86_64" : running;
  }
}
