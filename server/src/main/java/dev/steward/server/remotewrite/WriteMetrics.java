package dev.steward.server.remotewrite;

import dev.steward.spi.store.RefusalReason;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What the remote write door counts. */
final class WriteMetrics {
  private final CounterDataPoint samples;
  private final CounterDataPoint histograms;
  private final CounterDataPoint exemplars;
  private final Counter refused;

  WriteMetrics(PrometheusRegistry registry) {
    Counter written =
        Counter.builder()
            .name("steward_remote_write_written_total")
            .help("What came by remote write and became durable.")
            .labelNames("kind")
            .register(registry);
    samples = written.labelValues("sample");
    histograms = written.labelValues("histogram");
    exemplars = written.labelValues("exemplar");
    refused =
        Counter.builder()
            .name("steward_remote_write_refused_total")
            .help("What came by remote write and was not kept.")
            .labelNames("reason")
            .register(registry);
  }

  void count(Written written, Refusals refusals) {
    samples.inc(written.samples());
    histograms.inc(written.histograms());
    exemplars.inc(written.exemplars());
    refusals
        .byReason()
        .forEach(
            (RefusalReason reason, Long count) -> refused.labelValues(reason.word()).inc(count));
  }
}
