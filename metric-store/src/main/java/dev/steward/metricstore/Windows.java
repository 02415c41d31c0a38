package dev.steward.metricstore;

import java.time.Duration;
import java.util.List;

/**
 * The spans of time that blocks keep to: each starts at a multiple of its length, and contains
 * whole ones of the length before.
 */
final class Windows {
  static final List<Long> LENGTHS =
      List.of(
          Duration.ofHours(2).toMillis(),
          Duration.ofHours(6).toMillis(),
          Duration.ofHours(24).toMillis(),
          Duration.ofDays(8).toMillis());

  private Windows() {}

  /** Start of the span of a length that a moment lies in. */
  static long start(long timestampMillis, long length) {
    return Math.floorDiv(timestampMillis, length) * length;
  }
}
