package dev.steward.spi.store;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How old and how new a sample may be for a metric store to take it.
 *
 * @param outOfOrder how much older than its series' newest sample a sample may be; never measured
 *     from the wall clock
 * @param backlog the same for samples of a batch with an {@link Origin}: an agent that was cut off
 *     catches up while live data goes on
 * @param future how far a sample may be ahead of the store's clock, so that one sender's wrong
 *     clock does not close its series to right ones
 * @param age how far a sample may be behind the store's clock: retention by age; null for no limit
 */
public record MetricWindows(
    Duration outOfOrder, Duration backlog, Duration future, @Nullable Duration age) {
  /** Half an hour out of order, fourteen days of backlog, ten minutes ahead, no age limit. */
  public static final MetricWindows DEFAULT =
      new MetricWindows(Duration.ofMinutes(30), Duration.ofDays(14), Duration.ofMinutes(10), null);

  /**
   * The start of the year 1, milliseconds since the Unix epoch: no sample is older, whatever the
   * limits, because no calendar that clients print times with reaches further back.
   */
  public static final long EARLIEST_MILLIS = -62_135_596_800_000L;

  /** Checks that nothing is missing or negative. */
  public MetricWindows {
    requireNotNegative("outOfOrder", outOfOrder);
    requireNotNegative("backlog", backlog);
    requireNotNegative("future", future);
    if (age != null) {
      requireNotNegative("age", age);
    }
  }

  private static void requireNotNegative(String name, Duration duration) {
    if (Objects.requireNonNull(duration, name).isNegative()) {
      throw new IllegalArgumentException(
          name + ": " + duration + " (expected: a duration from 0 up)");
    }
  }

  /** These windows with another limit of age. */
  public MetricWindows withAge(@Nullable Duration limit) {
    return new MetricWindows(outOfOrder, backlog, future, limit);
  }

  /** Time of the oldest sample taken at all, milliseconds since the Unix epoch. */
  public long oldestMillis(long nowMillis) {
    return age == null ? EARLIEST_MILLIS : Math.max(EARLIEST_MILLIS, nowMillis - age.toMillis());
  }

  /** Time of the newest sample taken, milliseconds since the Unix epoch. */
  public long newestMillis(long nowMillis) {
    return nowMillis + future.toMillis();
  }

  /**
   * Time of the oldest sample that a series with samples takes, milliseconds since the Unix epoch.
   *
   * @param newestMillis time of the series' newest sample
   * @param fromQueue whether the batch has an origin
   */
  public long floorMillis(long newestMillis, boolean fromQueue) {
    return newestMillis - (fromQueue ? backlog : outOfOrder).toMillis();
  }
}
