package dev.steward.collector.host;

import java.io.IOException;

/** Whether SELinux is on and enforces, from {@code /sys/fs/selinux}. */
final class SelinuxCollector implements HostCollector {
  private final MetricFamily enabled =
      MetricFamily.gauge("node_selinux_enabled", "Whether SELinux is on.");
  private final MetricFamily currentMode =
      MetricFamily.gauge("node_selinux_current_mode", "1 if it enforces, 0 if it only warns.");

  @Override
  public String name() {
    return "selinux";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    double enforces = files.number(files.sysPath("fs/selinux/enforce"));
    sink.sample(enabled, enabled.labels(), Double.isNaN(enforces) ? 0 : 1);
    if (!Double.isNaN(enforces)) {
      sink.sample(currentMode, currentMode.labels(), enforces);
    }
  }
}
