package dev.steward.server.otlp;

import dev.steward.formats.otlp.OtlpLogs;
import dev.steward.formats.otlp.OtlpMetrics;
import dev.steward.query.logql.detect.ServiceNames;
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
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Stores what exporters send, whichever door it comes through. When a call returns, what it did not
 * refuse is on disk. Safe for any thread.
 */
@Component
final class OtlpIntake {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LogStore logs;
  private final MetricStore metrics;
  private final Clock clock;

  OtlpIntake(LogStore logs, MetricStore metrics, Clock clock) {
    this.logs = logs;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Stores log records.
   *
   * @return what was refused
   * @throws dev.steward.spi.error.StewardException if the store takes nothing
   */
  PushedEntries store(ExportLogsServiceRequest request) {
    PushedEntries entries = new PushedEntries();
    Instant now = clock.instant();
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
    entries.storeIn(logs);
    return entries;
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
    MappedSamples samples = new MappedSamples(metrics);
    OtlpMetrics.map(request, samples);
    samples.store();
    ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
    if (!samples.reasons().isEmpty()) {
      response.setPartialSuccess(
          ExportMetricsPartialSuccess.newBuilder()
              .setRejectedDataPoints(samples.refused())
              .setErrorMessage(samples.reasons()));
    }
    return response.build();
  }
}
