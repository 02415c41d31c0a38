package dev.steward.server.http;

import dev.steward.spi.store.QueryContext;
import java.time.Duration;

/**
 * What one query may cost at most. A query that runs for an HTTP request also ends when the
 * request's client goes away.
 *
 * @param timeout longest time; a request may ask for less
 * @param maxSamples most samples that it reads
 * @param maxBytes most decompressed bytes that it reads
 */
public record QueryLimits(Duration timeout, long maxSamples, long maxBytes) {
  /** The limits of a server that says nothing else. */
  public static final QueryLimits DEFAULT =
      new QueryLimits(Duration.ofMinutes(2), 50_000_000L, 64L << 30);

  /** The context of a query that asks for no limit of its own. */
  public QueryContext newContext() {
    return watched(new QueryContext(System::nanoTime, timeout, maxSamples, maxBytes));
  }

  /** The context of a query that asks for this timeout, in milliseconds. */
  public QueryContext newContext(long timeoutMillis) {
    Duration asked = Duration.ofMillis(Math.max(0, timeoutMillis));
    return watched(
        new QueryContext(
            System::nanoTime,
            asked.compareTo(timeout) < 0 ? asked : timeout,
            maxSamples,
            maxBytes));
  }

  /** The context of work that takes as long as its client waits, such as an export. */
  public QueryContext newUnlimitedContext() {
    return watched(QueryContext.unlimited());
  }

  private static QueryContext watched(QueryContext context) {
    ClientWatch.add(context);
    return context;
  }
}
