package dev.steward.server.loki;

import dev.steward.server.http.RequestParameters;
import dev.steward.spi.model.TimeRange;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The span of time that a request asks about.
 *
 * @param startNanos first moment inside, nanoseconds since the Unix epoch
 * @param endNanos first moment after
 */
record LokiRange(long startNanos, long endNanos) {
  private static final long DEFAULT_SPAN_NANOS = 3_600_000_000_000L;

  /**
   * Reads {@code start}, {@code end} and {@code since}: the end is now unless it is given, the
   * start {@code since} before the end, or an hour where neither is given. An end in the future
   * moves no start.
   */
  static LokiRange of(RequestParameters parameters, Clock clock) {
    long now = LokiTime.nanos(clock.instant());
    @Nullable String endText = parameters.first("end");
    long end = endText == null ? now : LokiTime.parseNanos("end", endText);
    @Nullable String startText = parameters.first("start");
    @Nullable String sinceText = parameters.first("since");
    long start;
    if (startText != null) {
      start = LokiTime.parseNanos("start", startText);
    } else {
      long since =
          sinceText == null ? DEFAULT_SPAN_NANOS : LokiTime.parseDurationNanos("since", sinceText);
      start = Math.min(end, now) - since;
    }
    if (end < start) {
      throw LokiTime.invalid("end timestamp must not be before or equal to start time", null);
    }
    return new LokiRange(start, end);
  }

  TimeRange toTimeRange() {
    return new TimeRange(startNanos, endNanos);
  }
}
