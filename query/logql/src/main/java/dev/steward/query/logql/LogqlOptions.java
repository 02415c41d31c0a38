package dev.steward.query.logql;

import java.time.Duration;

/**
 * Limits of queries.
 *
 * @param maxEntries most entries that a log query may ask for
 * @param maxSeries most series that a metric query may give
 * @param maxRange longest span of time that a query may cover
 * @param maxSteps most moments that a range query may be evaluated at
 */
public record LogqlOptions(int maxEntries, int maxSeries, Duration maxRange, int maxSteps) {
  /** Loki's own limits: 5,000 entries, 500 series, 721 hours, 11,000 moments. */
  public static final LogqlOptions DEFAULT =
      new LogqlOptions(5_000, 500, Duration.ofHours(721), 11_000);

  /** No limit but what the query's context sets. */
  public static final LogqlOptions UNLIMITED =
      new LogqlOptions(
          Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE), 11_000_000);

  /** Checks the bounds. */
  public LogqlOptions {
    if (maxEntries < 1 || maxSeries < 1 || maxRange.isNegative() || maxSteps < 1) {
      throw new IllegalArgumentException(
          "limits: "
              + maxEntries
              + ", "
              + maxSeries
              + ", "
              + maxRange
              + ", "
              + maxSteps
              + " (expected: positive)");
    }
  }
}
