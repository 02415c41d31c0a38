package dev.steward.collector.host;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts of the whole machine and the time when it was started, from {@code /proc/stat}. */
final class StatCollector implements HostCollector {
  private final MetricFamily interrupts =
      MetricFamily.counter("node_intr_total", "Interrupts that were served.");
  private final MetricFamily switches =
      MetricFamily.counter("node_context_switches_total", "Changes from one task to another.");
  private final MetricFamily forks =
      MetricFamily.counter("node_forks_total", "Processes and threads that were started.");
  private final MetricFamily boot =
      MetricFamily.gauge("node_boot_time_seconds", "When the machine started, Unix time.");
  private final MetricFamily running =
      MetricFamily.gauge("node_procs_running", "Tasks that could run now.");
  private final MetricFamily blocked =
      MetricFamily.gauge("node_procs_blocked", "Tasks that wait for a disk or a network mount.");

  @Override
  public String name() {
    return "stat";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields stat = files.proc("stat");
    do {
      if (!stat.startsWith("cpu")) {
        MetricFamily family = family(stat.word());
        if (family != null) {
          sink.sample(family, family.labels(), stat.number());
        }
      }
    } while (stat.nextLine());
  }

  private @Nullable MetricFamily family(String field) {
    return switch (field) {
      case "intr" -> interrupts;
      case "ctxt" -> switches;
      case "processes" -> forks;
      case "btime" -> boot;
      case "procs_running" -> running;
      case "procs_blocked" -> blocked;
      default -> null;
    };
  }
}
