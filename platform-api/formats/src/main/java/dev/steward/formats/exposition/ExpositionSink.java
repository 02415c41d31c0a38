package dev.steward.formats.exposition;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import java.util.List;

/**
 * Hears of what an exposition in protobuf holds, in its order. A time is {@link
 * ExpositionParser#NO_TIMESTAMP} where a sample has none.
 */
public interface ExpositionSink {
  /** The family of the samples that follow. */
  void family(MetricMetadata family);

  /**
   * A float sample.
   *
   * @param startMillis since when it has been counting; 0 where that is not known
   */
  void sample(
      Labels labels,
      double value,
      long timestampMillis,
      long startMillis,
      List<Exemplar> exemplars);

  /** A native histogram; the start as for a float sample. */
  void histogram(
      Labels labels,
      NativeHistogram histogram,
      long timestampMillis,
      long startMillis,
      List<Exemplar> exemplars);
}
