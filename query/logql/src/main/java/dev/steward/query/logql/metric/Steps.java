package dev.steward.query.logql.metric;

/**
 * The moments at which a query is evaluated.
 *
 * @param firstNanos the first, nanoseconds since the Unix epoch
 * @param stepNanos distance between them, nanoseconds, positive
 * @param count how many
 */
public record Steps(long firstNanos, long stepNanos, int count) {
  /** Checks the bounds. */
  public Steps {
    if (stepNanos <= 0 || count < 1) {
      throw new IllegalArgumentException(
          "stepNanos " + stepNanos + ", count " + count + " (expected: positive)");
    }
  }

  /** One moment. */
  public static Steps instant(long atNanos) {
    return new Steps(atNanos, 1, 1);
  }

  /** One of the moments. */
  long at(int index) {
    return firstNanos + index * stepNanos;
  }
}
