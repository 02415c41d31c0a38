package dev.steward.collector.tail;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Gives each line the time at which it was read, each later than the one before it, so that lines
 * keep their order in a store that sorts by time. For one thread.
 */
final class LineClock {
  private final Clock clock;
  private long last;

  LineClock(Clock clock) {
    this.clock = clock;
  }

  /** A clock that stands still but for a nanosecond a line. */
  static LineClock at(long unixNanos) {
    Instant time = Instant.ofEpochSecond(0, unixNanos);
    LineClock clock = new LineClock(Clock.fixed(time, ZoneOffset.UTC));
    clock.look();
    return clock;
  }

  /** Looks at the clock; the lines that follow count from there. */
  void look() {
    Instant now = clock.instant();
    last = Math.max(last, now.getEpochSecond() * 1_000_000_000L + now.getNano() - 1);
  }

  /** The time of the next line, nanoseconds since the Unix epoch. */
  long next() {
    return ++last;
  }
}
