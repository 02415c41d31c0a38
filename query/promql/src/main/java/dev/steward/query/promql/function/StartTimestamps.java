package dev.steward.query.promql.function;

/**
 * What start timestamps say about a counter.
 *
 * <p>A sample that counts since after the sample before it follows a reset. One that counts since
 * exactly that sample does so too if the sample before knew an earlier start of its own: then both
 * are deltas; if it did not, the series is one whose start nobody knows.
 */
final class StartTimestamps {
  private StartTimestamps() {}

  /** Whether a counter was reset between a sample and the one before. */
  static boolean isReset(long previousStart, long previousTime, long start, long time) {
    if (start == 0 || start >= time || start < previousTime) {
      return false;
    }
    return start > previousTime || (previousStart != 0 && previousStart < previousTime);
  }

  /** Whether a sample claims to count since before the one before it, yet not since the same. */
  static boolean overlaps(long previousStart, long previousTime, long start) {
    return start != 0 && start < previousTime && start != previousStart;
  }
}
