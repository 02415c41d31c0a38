package dev.steward.formats.scrape;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;

/**
 * Takes what a scrape gives.
 *
 * @param <H> how the taker knows a series
 */
public interface SampleSink<H> {
  /**
   * How the taker knows a series.
   *
   * @throws ScrapeException if it takes no such labels
   */
  H series(Labels labels) throws ScrapeException;

  /**
   * A float sample.
   *
   * @param startMillis since when it has been counting; 0 where that is not known
   */
  void sample(H series, long timestampMillis, double value, long startMillis);

  /** A histogram; the start as for a float sample. */
  void histogram(H series, long timestampMillis, NativeHistogram histogram, long startMillis);

  /** An exemplar. */
  void exemplar(H series, Exemplar exemplar);

  /** A family of metrics. */
  void family(MetricMetadata family);
}
