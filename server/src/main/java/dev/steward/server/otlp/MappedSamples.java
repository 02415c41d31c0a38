package dev.steward.server.otlp;

import dev.steward.formats.otlp.OtlpMetrics;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The samples of one request on their way to the store, and why others were refused. */
final class MappedSamples implements OtlpMetrics.Sink {
  private static final int MAX_REASONS = 10;

  private final MetricStore store;
  private final SampleBatch batch = new SampleBatch(null, 64);
  private final List<String> reasons = new ArrayList<>();
  private long refused;

  MappedSamples(MetricStore store) {
    this.store = store;
  }

  @Override
  public void sample(Labels series, long timestampMillis, double value, long startMillis) {
    @Nullable SeriesHandle handle = handle(series);
    if (handle != null) {
      batch.add(handle, timestampMillis, value);
      setStart(startMillis);
    }
  }

  @Override
  public void sample(Labels series, long timestampMillis, NativeHistogram value, long startMillis) {
    @Nullable SeriesHandle handle = handle(series);
    if (handle != null) {
      batch.add(handle, timestampMillis, value);
      setStart(startMillis);
    }
  }

  private void setStart(long startMillis) {
    if (startMillis > 0) {
      batch.setStart(startMillis);
    }
  }

  @Override
  public void exemplar(Labels series, Exemplar exemplar) {
    @Nullable SeriesHandle handle = handle(series);
    if (handle != null) {
      batch.add(new SampleBatch.SeriesExemplar(handle, exemplar));
    }
  }

  /** The store's handle, or null where it does not take such labels. */
  private @Nullable SeriesHandle handle(Labels series) {
    try {
      return store.series(series);
    } catch (StewardException e) {
      if (e.code() != ErrorCode.INVALID_ARGUMENT && e.code() != ErrorCode.LIMIT_EXCEEDED) {
        throw e;
      }
      refused(1, String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Override
  public void metadata(MetricMetadata family) {
    batch.add(family);
  }

  @Override
  public void refused(long points, String reason) {
    refused += points;
    if (reasons.size() < MAX_REASONS) {
      reasons.add(reason);
    }
  }

  /**
   * Stores what was mapped, and waits until it is on disk.
   *
   * @return samples that are there now, those that were there before included
   * @throws StewardException if the store takes nothing
   */
  long store() {
    if (batch.size() == 0 && batch.metadata().isEmpty()) {
      return 0;
    }
    try {
      AppendReceipt receipt = store.append(batch).join();
      for (AppendReceipt.Refusal refusal : receipt.refusals()) {
        refused(refusal.count(), refusal.reason().word() + ": " + refusal.example());
      }
      return receipt.stored() + receipt.repeated();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StewardException cause) {
        throw cause;
      }
      throw e;
    }
  }

  long refused() {
    return refused;
  }

  String reasons() {
    return String.join("; ", reasons);
  }
}
