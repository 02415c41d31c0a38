package dev.steward.collector.host;

import java.io.IOException;

/** How long tasks ran and waited on each processor, from {@code /proc/schedstat}. */
final class SchedulerCollector implements HostCollector {
  private static final int COLUMNS_BEFORE_TIMES = 6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final MetricFamily running =
      MetricFamily.counter(
          "node_schedstat_running_seconds_total", "Seconds that tasks ran.", "cpu");
  private final MetricFamily waiting =
      MetricFamily.counter(
          "node_schedstat_waiting_seconds_total", "Seconds that tasks waited to run.", "cpu");
  private final MetricFamily slices =
      MetricFamily.counter("node_schedstat_timeslices_total", "Times that a task ran.", "cpu");

  @Override
  public String name() {
    return "schedstat";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields table = files.proc("schedstat");
    do {
      if (table.startsWith("cpu")) {
        table.skip("cpu");
        String cpu = table.word();
        table.skipFields(COLUMNS_BEFORE_TIMES);
        sink.sample(running, running.labels(cpu), table.number() / NANOS_PER_SECOND);
        sink.sample(waiting, waiting.labels(cpu), table.number() / NANOS_PER_SECOND);
        sink.sample(slices, slices.labels(cpu), table.number());
      }
    } while (table.nextLine());
  }
}
