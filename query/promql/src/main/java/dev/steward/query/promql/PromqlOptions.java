package dev.steward.query.promql;

import java.time.Duration;

/**
 * What an engine allows and assumes.
 *
 * @param lookback how old a sample may be and still count as current
 * @param defaultSubqueryStep distance of a subquery's evaluations where it names none
 * @param experimental whether experimental functions, aggregations and modifiers are allowed
 * @param delayedNameRemoval whether metric names are dropped from results at the end only
 * @param startTimestamps whether start timestamps of counters take part in {@code rate} and its kin
 */
public record PromqlOptions(
    Duration lookback,
    Duration defaultSubqueryStep,
    boolean experimental,
    boolean delayedNameRemoval,
    boolean startTimestamps) {
  /** Five minutes back, a minute between a subquery's evaluations, nothing experimental. */
  public static final PromqlOptions DEFAULT =
      new PromqlOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), false, false, false);

  /** Checks the lengths. */
  public PromqlOptions {
    if (!lookback.isPositive()) {
      throw new IllegalArgumentException("lookback: " + lookback + " (expected: positive)");
    }
    if (!defaultSubqueryStep.isPositive()) {
      throw new IllegalArgumentException(
          "defaultSubqueryStep: " + defaultSubqueryStep + " (expected: positive)");
    }
  }

  /** These options with another lookback. */
  public PromqlOptions withLookback(Duration duration) {
    return new PromqlOptions(
        duration, defaultSubqueryStep, experimental, delayedNameRemoval, startTimestamps);
  }

  /** These options with another distance of a subquery's evaluations where it names none. */
  public PromqlOptions withDefaultSubqueryStep(Duration step) {
    return new PromqlOptions(lookback, step, experimental, delayedNameRemoval, startTimestamps);
  }

  /** These options with experimental parts allowed or not. */
  public PromqlOptions withExperimental(boolean allowed) {
    return new PromqlOptions(
        lookback, defaultSubqueryStep, allowed, delayedNameRemoval, startTimestamps);
  }

  /** These options with names removed late or at once. */
  public PromqlOptions withDelayedNameRemoval(boolean delayed) {
    return new PromqlOptions(lookback, defaultSubqueryStep, experimental, delayed, startTimestamps);
  }

  /** These options with start timestamps used or not. */
  public PromqlOptions withStartTimestamps(boolean used) {
    return new PromqlOptions(lookback, defaultSubqueryStep, experimental, delayedNameRemoval, used);
  }
}
