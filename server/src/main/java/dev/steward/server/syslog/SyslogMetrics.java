package dev.steward.server.syslog;

import dev.steward.spi.store.AppendReceipt.Refusal;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** What the syslog door counts. */
final class SyslogMetrics {
  private final Counter messages;
  private final Counter malformed;
  private final Counter truncated;
  private final Counter lost;
  private final Gauge connections;

  SyslogMetrics(PrometheusRegistry registry) {
    messages =
        Counter.builder()
            .name("steward_syslog_messages_total")
            .help("Syslog messages that were read.")
            .labelNames("transport")
            .register(registry);
    malformed =
        Counter.builder()
            .name("steward_syslog_malformed_total")
            .help("Syslog messages without a header that could be read, kept as raw text.")
            .register(registry);
    truncated =
        Counter.builder()
            .name("steward_syslog_truncated_total")
            .help("Syslog messages that were too long, or broke off with their connection.")
            .register(registry);
    lost =
        Counter.builder()
            .name("steward_syslog_lost_total")
            .help("Syslog messages that were read and not stored.")
            .labelNames("reason")
            .register(registry);
    connections =
        Gauge.builder()
            .name("steward_syslog_connections")
            .help("TCP connections of syslog senders.")
            .register(registry);
    lost.initLabelValues("full");
    lost.initLabelValues("store");
  }

  void messages(String transport, long count, long malformedCount) {
    if (count > 0) {
      messages.labelValues(transport).inc(count);
    }
    if (malformedCount > 0) {
      malformed.inc(malformedCount);
    }
  }

  void truncated(long count) {
    truncated.inc(count);
  }

  void lost(String reason, long count) {
    lost.labelValues(reason).inc(count);
  }

  void refused(List<Refusal> refusals) {
    refusals.forEach(refusal -> lost(refusal.reason().word(), refusal.count()));
  }

  void connected() {
    connections.inc();
  }

  void disconnected() {
    connections.dec();
  }
}
