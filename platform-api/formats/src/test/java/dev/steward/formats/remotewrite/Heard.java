package dev.steward.formats.remotewrite;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a decoder hands over, a line each. */
final class Heard implements WriteSink {
  final List<String> lines = new ArrayList<>();
  final List<NativeHistogram> histograms = new ArrayList<>();
  final List<List<Long>> hashes = new ArrayList<>();

  @Override
  public void series(SeriesKey key) {
    hashes.add(List.of(key.high(), key.low()));
    try {
      lines.add(key.labels().toString());
    } catch (InvalidLabelsException e) {
      lines.add("invalid " + e.getMessage());
    }
  }

  @Override
  public void sample(long timestampMillis, double value, long startMillis) {
    lines.add(value + " at " + timestampMillis + " since " + startMillis);
  }

  @Override
  public void histogram(long timestampMillis, NativeHistogram histogram, long startMillis) {
    histograms.add(histogram);
    lines.add("histogram at " + timestampMillis + " since " + startMillis);
  }

  @Override
  public void exemplar(Exemplar exemplar) {
    lines.add("exemplar " + exemplar.labels() + " " + exemplar.value());
  }

  @Override
  public void family(MetricMetadata metadata) {
    lines.add(metadata.toString());
  }

  @Override
  public void metadata(MetricType type, SymbolTable symbols, int help, int unit) {
    lines.add(type + " " + symbols.text(help) + " " + symbols.text(unit));
  }

  @Override
  public void refused(Part part, String reason) {
    lines.add("refused " + part + " " + reason);
  }
}
