package dev.steward.server.telemetry;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Refusal;
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

  /** The last sequence of a source that either store holds; 0 for none. */
  long newestSequence(String source) {
    OptionalLong inLogs = logs.lastSequence(source);
    OptionalLong inMetrics = metrics.lastSequence(source);
    return Math.max(inLogs.orElse(0), inMetrics.orElse(0));
  }

  /** Waits until the budget has room for a group. */
  IngestBudget.Share admit(List<Batch> group) throws InterruptedException {
    return budget.acquire(BatchGroup.size(group));
  }

  /**
   * Stores a batch in both stores.
   *
   * @return what was refused, when both stores have the batch on disk
   */
  CompletableFuture<List<Refusal>> write(DecodedBatch batch) {
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
            (logReceipt, sampleReceipt) -> all(batch, logReceipt, sampleReceipt))
        .whenComplete((refusals, failure) -> {
          finish(span, failure);
          if (refusals != null) {
            counters.durable(batch.batches(), samples, lines, refusals);
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

  private static List<Refusal> all(DecodedBatch batch, AppendReceipt... receipts) {
    List<Refusal> all = new ArrayList<>(batch.refusals());
    for (AppendReceipt receipt : receipts) {
      all.addAll(WireRefusals.of(batch.sequence(), receipt.refusals()));
    }
    return all;
  }
}
