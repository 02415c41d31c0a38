package dev.steward.metricstore;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * The lengths that suit a limit of age: a block goes whole, so none may be long beside the limit.
   */
  static List<Long> lengthsFor(@Nullable Duration age) {
    return age == null
        ? LENGTHS
        : LENGTHS.stream()
            .filter(length -> length <= Math.max(LENGTHS.getFirst(), age.toMillis() / 10))
            .toList();
  }

  /** Start of the span of a length that a moment lies in. */
  static long start(long timestampMillis, long length) {
    return Math.floorDiv(timestampMillis, length) * length;
  }
}
