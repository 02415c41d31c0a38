package dev.steward.server.loki;

import dev.steward.query.logql.LiveQuery;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a client that follows the store asks for.
 *
 * @param query the log query
 * @param startNanos from when on stored entries come first, nanoseconds since the Unix epoch
 * @param limit at most how many of those, the newest
 * @param delayNanos how long an entry waits for late ones before it is sent
 * @param flags how messages are written
 */
record TailRequest(
    LiveQuery query, long startNanos, int limit, long delayNanos, EncodingFlags flags) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 5000;
  private static final int MAX_DELAY_SECONDS = 5;
  private static final long DEFAULT_SPAN_NANOS = TimeUnit.HOURS.toNanos(1);

  /** Reads {@code query}, {@code start}, {@code limit} and {@code delay_for} (whole seconds). */
  static TailRequest of(RequestParameters parameters, EncodingFlags flags, Clock clock) {
    @Nullable String start = parameters.first("start");
    int limit = LokiLimit.of(parameters, "limit", DEFAULT_LIMIT);
    if (limit > MAX_LIMIT) {
      throw invalid(
          "max entries limit per query exceeded, limit > max_entries_limit_per_query ("
              + limit
              + " > "
              + MAX_LIMIT
              + ")");
    }
    return new TailRequest(
        LiveQuery.parse(parameters.firstOr("query", "")),
        start == null
            ? LokiTime.nanos(clock.instant()) - DEFAULT_SPAN_NANOS
            : LokiTime.parseNanos("start", start),
        limit,
        TimeUnit.SECONDS.toNanos(delaySeconds(parameters)),
        flags);
  }

  private static long delaySeconds(RequestParameters parameters) {
    String text = parameters.firstOr("delay_for", "0");
    long seconds;
    try {
      seconds = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT, "delay_for: " + text + " (expected: whole seconds)", e);
    }
    if (seconds < 0) {
      throw invalid("delay_for: " + text + " (expected: 0 to " + MAX_DELAY_SECONDS + ")");
    }
    if (seconds > MAX_DELAY_SECONDS) {
      throw invalid("delay_for can't be greater than " + MAX_DELAY_SECONDS);
    }
    return seconds;
  }

  private static StewardException invalid(String message) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
