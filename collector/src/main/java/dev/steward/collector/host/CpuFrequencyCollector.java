package dev.steward.collector.host;

import java.io.IOException;

/** Clock rates of each processor, from {@code /sys/devices/system/cpu}. */
final class CpuFrequencyCollector implements HostCollector {
  private static final String PROCESSORS = "devices/system/cpu";
  private static final double HERTZ_PER_KILOHERTZ = 1000;

  /** A file and what it becomes. */
  private record Rate(String file, MetricFamily family) {}

  private final Rate[] rates = {
    rate("cpuinfo_cur_freq", "frequency_hertz", "Clock rate as measured."),
    rate("cpuinfo_min_freq", "frequency_min_hertz", "Lowest clock rate there is."),
    rate("cpuinfo_max_freq", "frequency_max_hertz", "Highest clock rate there is."),
    rate("scaling_cur_freq", "scaling_frequency_hertz", "Clock rate as asked for."),
    rate("scaling_min_freq", "scaling_frequency_min_hertz", "Lowest clock rate allowed."),
    rate("scaling_max_freq", "scaling_frequency_max_hertz", "Highest clock rate allowed."),
  };
  private final MetricFamily governor =
      MetricFamily.gauge(
          "node_cpu_scaling_governor",
          "Which of the rules for the clock rate is in use.",
          "cpu",
          "governor");

  private static Rate rate(String file, String name, String help) {
    return new Rate(file, MetricFamily.gauge("node_cpu_" + name, help, "cpu"));
  }

  @Override
  public String name() {
    return "cpufreq";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    for (String name : HostFiles.names(files.sysPath(PROCESSORS))) {
      if (name.matches("cpu\\d+")) {
        processor(files, name.substring("cpu".length()), sink);
      }
    }
  }

  private void processor(HostFiles files, String cpu, MetricSink sink) {
    String folder = files.sysPath(PROCESSORS + "/cpu" + cpu + "/cpufreq/");
    for (Rate rate : rates) {
      double kilohertz = files.number(folder + rate.file());
      if (!Double.isNaN(kilohertz)) {
        sink.sample(rate.family(), rate.family().labels(cpu), kilohertz * HERTZ_PER_KILOHERTZ);
      }
    }
    String used = files.lineOrEmpty(folder + "scaling_governor");
    for (String name : files.lineOrEmpty(folder + "scaling_available_governors").split(" ")) {
      if (!name.isEmpty()) {
        sink.sample(governor, governor.labels(cpu, name), name.equals(used) ? 1 : 0);
      }
    }
  }
}
