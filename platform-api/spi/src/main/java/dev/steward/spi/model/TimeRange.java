package dev.steward.spi.model;

/**
 * A span of time, start included and end excluded. The unit is that of the store asked: nanoseconds
 * since the Unix epoch for logs, milliseconds for metrics.
 *
 * @param start first moment inside
 * @param end first moment after; not before {@code start}
 */
public record TimeRange(long start, long end) {
  /** All of time. */
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Checks the order. */
  public TimeRange {
    if (end < start) {
      throw new IllegalArgumentException(
          "end: " + end + " (expected: at or after start " + start + ")");
    }
  }

  /** The span with both ends included. */
  public static TimeRange closed(long first, long last) {
    return new TimeRange(first, last == Long.MAX_VALUE ? last : last + 1);
  }

  /** Whether a moment is inside. */
  public boolean contains(long moment) {
    return moment >= start && moment < end;
  }

  /** Whether any moment from {@code first} to {@code last}, both included, is inside. */
  public boolean touches(long first, long last) {
    return last >= start && first < end;
  }

  /** Whether every moment from {@code first} to {@code last}, both included, is inside. */
  public boolean covers(long first, long last) {
    return first >= start && last < end;
  }

  /** Whether there is nothing inside. */
  public boolean isEmpty() {
    return start == end;
  }
}
