package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.LogRange;
import dev.steward.spi.model.TimeRange;

/**
 * The windows of a range aggregation, one for each moment: open on the left and closed on the
 * right.
 *
 * @param firstEndNanos end of the first window, itself inside
 * @param stepNanos distance between windows
 * @param widthNanos length of each
 * @param count how many
 */
record Windows(long firstEndNanos, long stepNanos, long widthNanos, int count) {
  static Windows of(Steps steps, LogRange range) {
    return new Windows(
        steps.firstNanos() - range.offsetNanos(),
        steps.stepNanos(),
        range.intervalNanos(),
        steps.count());
  }

  /** All of time that any window covers. */
  TimeRange span() {
    return new TimeRange(
        firstEndNanos - widthNanos + 1, firstEndNanos + (count - 1) * stepNanos + 1);
  }

  /** The first window that holds a moment; past the last where none does. */
  int first(long timestampNanos) {
    long first = Math.ceilDiv(timestampNanos - firstEndNanos, stepNanos);
    return Math.clamp(first, 0, count);
  }

  /** The last window that holds a moment; before the first where none does. */
  int last(long timestampNanos) {
    long last = Math.floorDiv(timestampNanos + widthNanos - 1 - firstEndNanos, stepNanos);
    return Math.clamp(last, -1, count - 1);
  }
}
