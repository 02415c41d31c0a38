package dev.steward.spi.model;

import java.util.Objects;

/**
 * What a metric family means.
 *
 * @param family name of the family
 * @param type its kind
 * @param help a sentence for people; may be empty
 * @param unit unit such as {@code seconds}; may be empty
 */
public record MetricMetadata(String family, MetricType type, String help, String unit) {
  /** Checks that nothing is missing. */
  public MetricMetadata {
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(help, "help");
    Objects.requireNonNull(unit, "unit");
  }
}
