package dev.steward.server.telemetry;

import dev.steward.wire.v1.Refusal;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** What the agents' door counts. */
final class TelemetryMetrics {
  private final Counter batches;
  private final Counter samples;
  private final Counter lines;
  private final Counter refused;
  private final Gauge streams;

  TelemetryMetrics(PrometheusRegistry registry, IngestBudget budget) {
    batches =
        Counter.builder()
            .name("steward_telemetry_batches_total")
            .help("Batches from agents, by what became of them.")
            .labelNames("outcome")
            .register(registry);
    samples =
        Counter.builder()
            .name("steward_telemetry_samples_total")
            .help("Samples in batches that became durable.")
            .register(registry);
    lines =
        Counter.builder()
            .name("steward_telemetry_lines_total")
            .help("Log lines in batches that became durable.")
            .register(registry);
    refused =
        Counter.builder()
            .name("steward_telemetry_refused_total")
            .help("Samples and log lines from agents that were not kept.")
            .labelNames("reason")
            .register(registry);
    streams =
        Gauge.builder()
            .name("steward_telemetry_streams")
            .help("Agents that are connected.")
            .register(registry);
    GaugeWithCallback.builder()
        .name("steward_telemetry_in_flight_bytes")
        .help("Decompressed bytes from agents that are not durable yet.")
        .callback(callback -> callback.call(budget.used()))
        .register(registry);
  }

  void opened() {
    streams.inc();
  }

  void closed() {
    streams.dec();
  }

  void undecodable() {
    batches.labelValues("undecodable").inc();
  }

  void failed() {
    batches.labelValues("failed").inc();
  }

  void durable(int batchCount, long sampleCount, long lineCount, List<Refusal> refusals) {
    batches.labelValues("durable").inc(batchCount);
    samples.inc(sampleCount);
    lines.inc(lineCount);
    for (Refusal refusal : refusals) {
      refused.labelValues(refusal.getReason()).inc(refusal.getCount());
    }
  }
}
