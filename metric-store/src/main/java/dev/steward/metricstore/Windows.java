package dev.steward.metricstore;

import dev.steward.metricstore.block.Level;
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

  private static final List<Long> FINE =
      List.of(
          Duration.ofHours(24).toMillis(),
          Duration.ofDays(8).toMillis(),
          Duration.ofDays(32).toMillis());

  private static final List<Long> COARSE =
      List.of(
          Duration.ofHours(24).toMillis(),
          Duration.ofDays(8).toMillis(),
          Duration.ofDays(64).toMillis());

  private Windows() {}

  /** The lengths for blocks of a level, the shortest first. */
  static List<Long> of(Level level, MetricStoreOptions options) {
    return switch (level) {
      case RAW -> suiting(LENGTHS, options.windows().age());
      case FINE -> suiting(FINE, options.rolledAges().fine());
      case COARSE -> suiting(COARSE, options.rolledAges().coarse());
    };
  }

  /** Those that suit a limit of age: a block goes whole, so none may be long beside the limit. */
  private static List<Long> suiting(List<Long> lengths, @Nullable Duration age) {
    return age == null
        ? lengths
        : lengths.stream()
            .filter(length -> length <= Math.max(lengths.getFirst(), age.toMillis() / 10))
            .toList();
  }

  /** Start of the span of a length that a moment lies in. */
  static long start(long timestampMillis, long length) {
    return Math.floorDiv(timestampMillis, length) * length;
  }
}
