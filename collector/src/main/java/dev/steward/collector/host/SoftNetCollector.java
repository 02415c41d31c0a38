package dev.steward.collector.host;

import java.io.IOException;

/** Packets that each processor took from the network, from {@code /proc/net/softnet_stat}. */
final class SoftNetCollector implements HostCollector {
  private static final int UNUSED_COLUMNS = 5;

  private final MetricFamily processed =
      counter("node_softnet_processed_total", "Packets that were processed.");
  private final MetricFamily dropped =
      counter("node_softnet_dropped_total", "Packets that were dropped.");
  private final MetricFamily squeezed =
      counter(
          "node_softnet_times_squeezed_total", "Times when there was more work than the budget.");
  private final MetricFamily collisions =
      counter("node_softnet_cpu_collision_total", "Collisions over a device's lock on sending.");
  private final MetricFamily steered =
      counter("node_softnet_received_rps_total", "Wake-ups to process packets of another CPU.");
  private final MetricFamily flowLimited =
      counter("node_softnet_flow_limit_count_total", "Times when the flow limit was reached.");
  private final MetricFamily backlog =
      MetricFamily.gauge("node_softnet_backlog_len", "Packets in the backlog.", "cpu");

  private static MetricFamily counter(String name, String help) {
    return MetricFamily.counter(name, help, "cpu");
  }

  @Override
  public String name() {
    return "softnet";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields table = files.proc("net/softnet_stat");
    for (int row = 0; table.hasNext(); row++, table.nextLine()) {
      collect(table, row, sink);
    }
  }

  private void collect(Fields row, int number, MetricSink sink) throws IOException {
    long[] values = new long[3];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.hex();
    }
    row.skipFields(UNUSED_COLUMNS);
    long[] more = new long[5];
    int count = 0;
    while (count < more.length && row.hasNext()) {
      more[count++] = row.hex();
    }
    // Newer kernels leave processors out that are off, and number those that are on.
    String cpu = Long.toString(count == more.length ? more[4] : number);
    sink.sample(processed, processed.labels(cpu), values[0]);
    sink.sample(dropped, dropped.labels(cpu), values[1]);
    sink.sample(squeezed, squeezed.labels(cpu), values[2]);
    sink.sample(collisions, collisions.labels(cpu), more[0]);
    sink.sample(steered, steered.labels(cpu), more[1]);
    sink.sample(flowLimited, flowLimited.labels(cpu), more[2]);
    sink.sample(backlog, backlog.labels(cpu), more[3]);
  }
}
