package dev.steward.spi.model;

import java.util.Objects;

/**
 * An example that stands behind a sample, mostly the id of a trace.
 *
 * @param labels labels of the example
 * @param value the observed value
 * @param timestampMillis when it was observed, milliseconds since the Unix epoch
 */
public record Exemplar(Labels labels, double value, long timestampMillis) {
  /** Checks that nothing is missing. */
  public Exemplar {
    Objects.requireNonNull(labels, "labels");
  }
}
