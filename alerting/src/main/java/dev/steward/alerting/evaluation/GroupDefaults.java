package dev.steward.alerting.evaluation;

import java.time.Duration;
import java.util.Objects;

/**
 * What groups live by that say nothing themselves, and what all of them share.
 *
 * @param interval from one evaluation to the next
 * @param queryOffset how far before its moment a rule looks
 * @param surroundings what every rule has around it
 */
public record GroupDefaults(Duration interval, Duration queryOffset, Surroundings surroundings) {
  /** Checks the lengths. */
  public GroupDefaults {
    Objects.requireNonNull(surroundings, "surroundings");
    if (!interval.isPositive() || queryOffset.isNegative()) {
      throw new IllegalArgumentException(
          "interval: "
              + interval
              + ", offset: "
              + queryOffset
              + " (expected: more than 0, 0 or more)");
    }
  }
}
