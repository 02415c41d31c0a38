package dev.steward.collector.host;

import java.io.IOException;

/** The load averages, from {@code /proc/loadavg}. */
final class LoadAverageCollector implements HostCollector {
  private final MetricFamily[] averages = {
    MetricFamily.gauge("node_load1", "Load average over one minute."),
    MetricFamily.gauge("node_load5", "Load average over five minutes."),
    MetricFamily.gauge("node_load15", "Load average over fifteen minutes."),
  };

  @Override
  public String name() {
    return "loadavg";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields load = files.proc("loadavg");
    for (MetricFamily average : averages) {
      sink.sample(average, average.labels(), load.decimal());
    }
  }
}
