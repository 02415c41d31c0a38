package dev.steward.query.value;

import dev.steward.spi.model.Labels;
import java.util.Objects;

/**
 * A series and its points.
 *
 * @param labels the series
 * @param points its points
 */
public record Series(Labels labels, Points points) {
  /** Checks that nothing is missing. */
  public Series {
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(points, "points");
  }
}
