package dev.steward.formats.remotewrite;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;

/** Hears of what a write request holds, in its order. */
public interface WriteSink {
  /** What a request is made of. */
  enum Part {
    SAMPLE,
    HISTOGRAM,
    EXEMPLAR
  }

  /** What follows belongs to this series. */
  void series(SeriesKey key);

  /**
   * A float sample.
   *
   * @param startMillis since when it has been counting; 0 where that is not known
   */
  void sample(long timestampMillis, double value, long startMillis);

  /** A histogram sample; the start as for a float sample. */
  void histogram(long timestampMillis, NativeHistogram histogram, long startMillis);

  /** An exemplar. */
  void exemplar(Exemplar exemplar);

  /** Metadata of a family, as 1.0 sends it. */
  void family(MetricMetadata metadata);

  /**
   * Metadata of the current series, as 2.0 sends it with each one; the texts lie in its symbols.
   */
  void metadata(MetricType type, SymbolTable symbols, int help, int unit);

  /** A part that is readable, and not acceptable. */
  void refused(Part part, String reason);
}
