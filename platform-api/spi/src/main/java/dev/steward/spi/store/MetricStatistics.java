package dev.steward.spi.store;

import java.util.List;

/**
 * What a metric store holds, and what costs most.
 *
 * @param activeSeries series in memory
 * @param minTimeMillis oldest sample, milliseconds since the Unix epoch; {@link Long#MAX_VALUE}
 *     where there is none
 * @param maxTimeMillis newest sample; {@link Long#MIN_VALUE} where there is none
 * @param labelPairs distinct label pairs in memory
 * @param chunks chunks in memory
 * @param seriesByMetric the metric names with most series
 * @param valuesByLabel the label names with most values
 * @param bytesByLabel the label names whose values take most memory
 * @param seriesByPair the label pairs ({@code name=value}) with most series
 */
public record MetricStatistics(
    long activeSeries,
    long minTimeMillis,
    long maxTimeMillis,
    long labelPairs,
    long chunks,
    List<Count> seriesByMetric,
    List<Count> valuesByLabel,
    List<Count> bytesByLabel,
    List<Count> seriesByPair) {
  /**
   * A name and how many.
   *
   * @param name what is counted
   * @param count how many
   */
  public record Count(String name, long count) {}

  /** Copies the lists. */
  public MetricStatistics {
    seriesByMetric = List.copyOf(seriesByMetric);
    valuesByLabel = List.copyOf(valuesByLabel);
    bytesByLabel = List.copyOf(bytesByLabel);
    seriesByPair = List.copyOf(seriesByPair);
  }
}
