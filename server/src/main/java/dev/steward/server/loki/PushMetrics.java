package dev.steward.server.loki;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.stereotype.Component;

/** What the doors count that take pushed log entries. Safe for any thread. */
@Component
public final class PushMetrics {
  /** The door of Loki's push. */
  public static final String LOKI = "loki";

  /** The doors of OpenTelemetry's logs. */
  public static final String OTLP = "otlp";

  private final Counter stored;
  private final Counter refused;

  PushMetrics(PrometheusRegistry registry) {
    stored =
        Counter.builder()
            .name("steward_push_entries_total")
            .help("Log entries that were pushed and are durable, by the door they came through.")
            .labelNames("door")
            .register(registry);
    refused =
        Counter.builder()
            .name("steward_push_refused_entries_total")
            .help("Log entries that were pushed and not kept, by the door they came through.")
            .labelNames("door")
            .register(registry);
    for (String door : new String[] {LOKI, OTLP}) {
      stored.initLabelValues(door);
      refused.initLabelValues(door);
    }
  }

  /** Counts what became of a push. */
  public void count(String door, PushedEntries entries) {
    stored.labelValues(door).inc(entries.storedCount());
    refused.labelValues(door).inc(entries.refusedCount());
  }
}
