package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.TimeColumns;

/**
 * The times of a frame whose samples are at one distance: its first and its last time say all of
 * them. For one thread.
 */
final class RegularTimes implements TimeColumns {
  /** Takes times that are at one distance as column 0. */
  static final TimeColumns.Sink SINK =
      (timestamps, from, count) -> isRegular(timestamps, from, count) ? 0 : -1;

  private long firstMillis;
  private long lastMillis;

  private static boolean isRegular(long[] timestamps, int from, int count) {
    if (count > 2) {
      long step = timestamps[from + 1] - timestamps[from];
      for (int i = from + 2; i < from + count; i++) {
        if (timestamps[i] - timestamps[i - 1] != step) {
          return false;
        }
      }
    }
    return true;
  }

  /** Says which times the next frame spans. */
  void span(long first, long last) {
    firstMillis = first;
    lastMillis = last;
  }

  @Override
  public void copy(int id, int count, long[] into, int from) {
    long step = count < 2 ? 0 : (lastMillis - firstMillis) / (count - 1);
    for (int i = 0; i < count; i++) {
      into[from + i] = firstMillis + step * i;
    }
  }
}
