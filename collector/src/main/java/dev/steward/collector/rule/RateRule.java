package dev.steward.collector.rule;

import dev.steward.collector.batch.BatchSink;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets each stream have so many lines a second, and twice as many at once. The others are left out
 * and counted: a line of the same stream says how many, every ten seconds.
 */
final class RateRule implements Rule {
  private static final long SUMMARY_NANOS = 10_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int MAX_STREAMS = 10_000;

  private final long linesPerSecond;
  private final Clock clock;
  private final Map<Labels, Allowance> streams = new HashMap<>();

  /** What a stream may still have. */
  private static final class Allowance {
    private double lines;
    private long atNanos;
    private long leftOut;
    private long sinceNanos;
  }

  RateRule(long linesPerSecond, Clock clock) {
    this.linesPerSecond = linesPerSecond;
    this.clock = clock;
  }

  private long nowNanos() {
    return clock.millis() * 1_000_000;
  }

  @Override
  public boolean apply(LineDraft line) {
    long now = nowNanos();
    if (streams.size() > MAX_STREAMS) {
      streams.values().removeIf(allowance -> allowance.leftOut == 0);
    }
    Allowance allowance = streams.get(line.stream());
    if (allowance == null) {
      allowance = new Allowance();
      allowance.lines = 2.0 * linesPerSecond;
      allowance.atNanos = now;
      streams.put(line.stream(), allowance);
    }
    // A clock that went back gives nothing, and takes nothing.
    double seconds = Math.max(0, now - allowance.atNanos) / NANOS_PER_SECOND;
    allowance.lines = Math.min(2.0 * linesPerSecond, allowance.lines + seconds * linesPerSecond);
    allowance.atNanos = now;
    if (allowance.lines >= 1) {
      allowance.lines--;
      return true;
    }
    if (allowance.leftOut++ == 0) {
      allowance.sinceNanos = now;
    }
    return false;
  }

  @Override
  public void flush(long nowNanos, BatchSink sink) {
    streams.forEach((stream, allowance) -> {
      long age = nowNanos - allowance.sinceNanos;
      if (allowance.leftOut > 0 && (age >= SUMMARY_NANOS || age < 0)) {
        String text =
            "%d lines left out: more than %d a second".formatted(allowance.leftOut, linesPerSecond);
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        Labels metadata =
            Labels.of("left_out", Long.toString(allowance.leftOut), "reason", "rate_limit");
        sink.line(stream, nowNanos, line, 0, line.length, metadata);
        allowance.leftOut = 0;
      }
    });
  }
}
