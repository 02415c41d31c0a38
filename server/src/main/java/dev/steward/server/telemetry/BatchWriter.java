package dev.steward.server.telemetry;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.AppendReceipt.Refusal;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import dev.steward.wire.v1.Batch;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands decoded batches to both stores, within the budget. Safe for any thread. */
final class BatchWriter {
  private final LogStore logs;
  private final MetricStore metrics;
  private final IngestBudget budget;
  private final TelemetryMetrics counters;
  private final Tracer tracer;

  BatchWriter(
      LogStore logs,
      MetricStore metrics,
      IngestBudget budget,
      TelemetryMetrics counters,
      Tracer tracer) {
    this.logs = logs;
    this.metrics = metrics;
    this.budget = budget;
    this.counters = counters;
    this.tracer = tracer;
  }

  /** The last sequence of a source that both stores hold; 0 for none. */
  long lastSequence(String source) {
    OptionalLong inLogs = logs.lastSequence(source);
    OptionalLong inMetrics = metrics.lastSequence(source);
    return Math.min(inLogs.orElse(0), inMetrics.orElse(0));
  }

  /** Waits until the budget has room for a batch; what it returns goes to {@link #write}. */
  IngestBudget.Share admit(Batch batch) throws InterruptedException {
    return budget.acquire(Math.min(batch.getPayloadSize(), PayloadReader.MAX_BYTES));
  }

  /**
   * Stores a batch in both stores.
   *
   * @param share what {@link #admit} returned; closed when the batch is durable or failed
   * @return what was refused, when both stores have the batch on disk
   */
  CompletableFuture<List<Refusal>> write(DecodedBatch batch, IngestBudget.Share share) {
    int samples = batch.samples().size();
    long lines = batch.logs().entryCount();
    Span span =
        tracer
            .spanBuilder("telemetry.batch")
            .setAttribute("steward.samples", samples)
            .setAttribute("steward.lines", lines)
            .startSpan();
    return logs.append(batch.logs())
        .thenCombine(
            metrics.append(batch.samples()),
            (logReceipt, sampleReceipt) -> all(batch.refusals(), logReceipt, sampleReceipt))
        .whenComplete((refusals, failure) -> {
          share.close();
          finish(span, failure);
          if (refusals != null) {
            counters.durable(samples, lines, refusals);
          } else {
            counters.failed();
          }
        });
  }

  private static void finish(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      span.recordException(failure).setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private static List<Refusal> all(List<Refusal> decoding, AppendReceipt... receipts) {
    List<Refusal> all = new ArrayList<>(decoding);
    for (AppendReceipt receipt : receipts) {
      all.addAll(receipt.refusals());
    }
    return all;
  }
}
