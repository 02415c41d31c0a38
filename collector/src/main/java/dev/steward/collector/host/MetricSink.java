package dev.steward.collector.host;

import dev.steward.spi.model.Labels;

/** Takes the samples of one moment. */
@FunctionalInterface
public interface MetricSink {
  /**
   * Takes a sample. The samples of one family come one after the other, unless several collectors
   * have a share in it.
   *
   * @param family the family, the same object each time
   * @param labels the series, metric name included; the same object each time as long as the series
   *     lives, so that a taker can look it up by identity
   * @param value the value
   */
  void sample(MetricFamily family, Labels labels, double value);
}
