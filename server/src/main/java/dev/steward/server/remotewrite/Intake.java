package dev.steward.server.remotewrite;

import dev.steward.formats.remotewrite.InvalidLabelsException;
import dev.steward.formats.remotewrite.SeriesKey;
import dev.steward.formats.remotewrite.SymbolTable;
import dev.steward.formats.remotewrite.WriteSink;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects one request into batches for the store: float samples and histograms apart, since 2.0
 * answers how many of each were written. For one thread.
 */
final class Intake implements WriteSink {
  private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

  private final MetricStore store;
  private final KnownSeries known;
  private final Refusals refusals = new Refusals();
  private final SampleBatch samples;
  private final SampleBatch histograms = new SampleBatch(null, 0);
  private int exemplars;
  private KnownSeries.@Nullable Entry series;
  private String problem = "";

  Intake(MetricStore store, KnownSeries known, int expectedSamples) {
    this.store = store;
    this.known = known;
    this.samples = new SampleBatch(null, expectedSamples);
  }

  SampleBatch samples() {
    return samples;
  }

  SampleBatch histograms() {
    return histograms;
  }

  int exemplars() {
    return exemplars;
  }

  Refusals refusals() {
    return refusals;
  }

  @Override
  public void series(SeriesKey key) {
    series = known.find(series, key.high(), key.low());
    if (series == null) {
      lookUp(key);
    }
  }

  private void lookUp(SeriesKey key) {
    try {
      KnownSeries.Entry entry =
          new KnownSeries.Entry(key.high(), key.low(), store.series(key.labels()));
      known.put(entry);
      series = entry;
    } catch (InvalidLabelsException e) {
      problem = String.valueOf(e.getMessage());
    } catch (StewardException e) {
      if (e.code() != ErrorCode.INVALID_ARGUMENT) {
        throw e;
      }
      problem = String.valueOf(e.getMessage());
    }
  }

  @Override
  public void sample(long timestampMillis, double value, long startMillis) {
    KnownSeries.Entry of = series;
    if (of == null) {
      refusals.invalid(Part.SAMPLE, problem);
      return;
    }
    samples.add(of.handle(), timestampMillis, value);
    if (startMillis != SampleBatch.NO_START) {
      samples.setStart(startMillis);
    }
  }

  @Override
  public void histogram(long timestampMillis, NativeHistogram histogram, long startMillis) {
    KnownSeries.Entry of = series;
    if (of == null) {
      refusals.invalid(Part.HISTOGRAM, problem);
      return;
    }
    histograms.add(of.handle(), timestampMillis, histogram);
    if (startMillis != SampleBatch.NO_START) {
      histograms.setStart(startMillis);
    }
  }

  @Override
  public void exemplar(Exemplar exemplar) {
    KnownSeries.Entry of = series;
    if (of == null) {
      refusals.invalid(Part.EXEMPLAR, problem);
      return;
    }
    samples.add(new SampleBatch.SeriesExemplar(of.handle(), exemplar));
    exemplars++;
  }

  @Override
  public void family(MetricMetadata metadata) {
    samples.add(metadata);
  }

  @Override
  public void metadata(MetricType type, SymbolTable symbols, int help, int unit) {
    KnownSeries.Entry of = series;
    if (of == null) {
      return;
    }
    long fingerprint =
        31 * (31 * symbols.fingerprint(help) + symbols.fingerprint(unit)) + type.ordinal() + 1;
    if (of.metadataChanged(fingerprint)) {
      String name = of.handle().labels().valueOrEmpty(Labels.METRIC_NAME);
      samples.add(
          new MetricMetadata(family(name, type), type, symbols.text(help), symbols.text(unit)));
    }
  }

  /** The family of a series: several series make a classic histogram or a summary. */
  private static String family(String name, MetricType type) {
    if (type == MetricType.HISTOGRAM
        || type == MetricType.GAUGE_HISTOGRAM
        || type == MetricType.SUMMARY) {
      for (String suffix : SUFFIXES) {
        if (name.endsWith(suffix) && name.length() > suffix.length()) {
          return name.substring(0, name.length() - suffix.length());
        }
      }
    }
    return name;
  }

  @Override
  public void refused(Part part, String reason) {
    refusals.invalid(part, reason);
  }
}
