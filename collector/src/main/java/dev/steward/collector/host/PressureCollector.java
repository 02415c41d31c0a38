package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** How long tasks waited for a resource, from {@code /proc/pressure}. */
final class PressureCollector implements HostCollector {
  private static final double MICROS_PER_SECOND = 1e6;

  private final MetricFamily cpuWaiting = waiting("cpu", "processor time");
  private final MetricFamily ioWaiting = waiting("io", "disks");
  private final MetricFamily ioStalled = stalled("io", "disks");
  private final MetricFamily memoryWaiting = waiting("memory", "memory");
  private final MetricFamily memoryStalled = stalled("memory", "memory");
  private final MetricFamily interruptsStalled = stalled("irq", "interrupts");

  private static MetricFamily waiting(String resource, String what) {
    return MetricFamily.counter(
        "node_pressure_" + resource + "_waiting_seconds_total",
        "Seconds in which at least one task waited for " + what + ".");
  }

  private static MetricFamily stalled(String resource, String what) {
    return MetricFamily.counter(
        "node_pressure_" + resource + "_stalled_seconds_total",
        "Seconds in which no task could go on for want of " + what + ".");
  }

  @Override
  public String name() {
    return "pressure";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    give(files.proc("pressure/cpu"), "some", cpuWaiting, sink);
    give(files.proc("pressure/io"), "some", ioWaiting, sink);
    give(files.proc("pressure/io"), "full", ioStalled, sink);
    give(files.proc("pressure/memory"), "some", memoryWaiting, sink);
    give(files.proc("pressure/memory"), "full", memoryStalled, sink);
    Fields interrupts;
    try {
      interrupts = files.proc("pressure/irq");
    } catch (NoSuchFileException e) {
      return; // a kernel before 6.1
    }
    give(interrupts, "full", interruptsStalled, sink);
  }

  /** Finds {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=1234}. */
  private static void give(Fields pressure, String kind, MetricFamily family, MetricSink sink)
      throws IOException {
    do {
      if (pressure.startsWith(kind)) {
        while (pressure.hasNext()) {
          if (pressure.startsWith("total=")) {
            pressure.skip("total=");
            sink.sample(family, family.labels(), pressure.number() / MICROS_PER_SECOND);
          } else {
            pressure.skipFields(1);
          }
        }
      }
    } while (pressure.nextLine());
  }
}
