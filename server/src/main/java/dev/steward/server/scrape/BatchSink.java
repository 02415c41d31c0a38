package dev.steward.server.scrape;

import dev.steward.formats.scrape.SampleSink;
import dev.steward.formats.scrape.ScrapeException;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.ArrayList;
import java.util.List;

/** Collects a scrape for the store. For one thread. */
final class BatchSink implements SampleSink<SeriesHandle> {
  private final MetricStore store;
  private final SampleBatch batch = new SampleBatch(null, 256);
  private final List<MetricMetadata> families = new ArrayList<>();

  BatchSink(MetricStore store) {
    this.store = store;
  }

  SampleBatch batch() {
    return batch;
  }

  /** The families, which go to the store only when they are new: {@link TargetScraper} knows. */
  List<MetricMetadata> families() {
    return families;
  }

  @Override
  public SeriesHandle series(Labels labels) throws ScrapeException {
    try {
      return store.series(labels);
    } catch (StewardException e) {
      throw new ScrapeException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void sample(SeriesHandle series, long timestampMillis, double value, long startMillis) {
    batch.add(series, timestampMillis, value);
    if (startMillis != SampleBatch.NO_START) {
      batch.setStart(startMillis);
    }
  }

  @Override
  public void histogram(
      SeriesHandle series, long timestampMillis, NativeHistogram histogram, long startMillis) {
    batch.add(series, timestampMillis, histogram);
    if (startMillis != SampleBatch.NO_START) {
      batch.setStart(startMillis);
    }
  }

  @Override
  public void exemplar(SeriesHandle series, Exemplar exemplar) {
    batch.add(new SampleBatch.SeriesExemplar(series, exemplar));
  }

  @Override
  public void family(MetricMetadata family) {
    families.add(family);
  }
}
