package dev.steward.server.otlp;

import dev.steward.formats.otlp.OtlpLogs;
import dev.steward.formats.otlp.OtlpMetrics;
import dev.steward.query.logql.detect.ServiceNames;
import dev.steward.server.http.RequestGate;
import dev.steward.server.loki.PushMetrics;
import dev.steward.server.loki.PushedEntries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Stores what exporters send, whichever door it comes through. When a call returns, what it did not
 * refuse is on disk. Safe for any thread.
 */
@Component
final class OtlpIntake {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LogStore logs;
  private final MetricStore metrics;
  private final Clock clock;
  private final PushMetrics pushed;
  private final Counter samples;
  private final Counter refusedSamples;
  private final RequestGate gate = new RequestGate(AT_ONCE, PATIENCE);

  OtlpIntake(
      LogStore logs,
      MetricStore metrics,
      Clock clock,
      PushMetrics pushed,
      PrometheusRegistry registry) {
    this.logs = logs;
    this.metrics = metrics;
    this.clock = clock;
    this.pushed = pushed;
    samples =
        Counter.builder()
            .name("steward_otlp_samples_total")
            .help("Samples of OpenTelemetry's metrics that were handed to the store.")
            .register(registry);
    refusedSamples =
        Counter.builder()
            .name("steward_otlp_refused_points_total")
            .help("Data points of OpenTelemetry's metrics that were not kept.")
            .register(registry);
  }

  /**
   * Waits until a request may become objects in memory; few do at once.
   *
   * @throws dev.steward.spi.error.StewardException with {@code UNAVAILABLE} if that takes too long
   */
  RequestGate.Pass enter() {
    return gate.enter();
  }

  /**
   * Stores log records.
   *
   * @return what was refused
   * @throws dev.steward.spi.error.StewardException if the store takes nothing
   */
  PushedEntries store(ExportLogsServiceRequest request) {
    PushedEntries entries = new PushedEntries(logs);
    Instant now = clock.instant();
    try {
      map(request, now, entries);
      entries.store();
    } finally {
      pushed.count(PushMetrics.OTLP, entries);
    }
    return entries;
  }

  private static void map(ExportLogsServiceRequest request, Instant now, PushedEntries entries) {
    OtlpLogs.map(
        request,
        now.getEpochSecond() * NANOS_PER_SECOND + now.getNano(),
        new OtlpLogs.Sink() {
          @Override
          public void stream(Labels labels) {
            // A resource without attributes is a stream nevertheless.
            entries.stream(ServiceNames.added(labels));
          }

          @Override
          public void entry(long timestampNanos, Line line, Labels metadata) {
            entries.entry(timestampNanos, line, metadata);
          }
        });
  }

  /** The answer: a partial success exactly where something was refused. */
  ExportLogsServiceResponse logs(ExportLogsServiceRequest request) {
    PushedEntries stored = store(request);
    ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
    if (stored.refusedCount() > 0) {
      response.setPartialSuccess(
          ExportLogsPartialSuccess.newBuilder()
              .setRejectedLogRecords(stored.refusedCount())
              .setErrorMessage(stored.reasons()));
    }
    return response.build();
  }

  /** The same for metrics. */
  ExportMetricsServiceResponse metrics(ExportMetricsServiceRequest request) {
    MappedSamples mapped = new MappedSamples(metrics);
    OtlpMetrics.map(request, mapped);
    try {
      samples.inc(mapped.store());
    } finally {
      refusedSamples.inc(mapped.refused());
    }
    ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
    if (!mapped.reasons().isEmpty()) {
      response.setPartialSuccess(
          ExportMetricsPartialSuccess.newBuilder()
              .setRejectedDataPoints(mapped.refused())
              .setErrorMessage(mapped.reasons()));
    }
    return response.build();
  }
}
