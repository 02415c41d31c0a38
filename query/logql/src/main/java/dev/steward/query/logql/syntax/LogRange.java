package dev.steward.query.logql.syntax;

import dev.steward.query.logql.text.Durations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a sliding window.
 *
 * @param logs which lines, and what happens to them
 * @param unwrap which label gives the numbers, or null where lines are counted
 * @param intervalNanos length of the window, nanoseconds, positive
 * @param offsetNanos how far the window lies in the past, nanoseconds; negative for the future
 */
public record LogRange(
    LogExpression logs, @Nullable Unwrap unwrap, long intervalNanos, long offsetNanos) {
  /** Checks that nothing is missing. */
  public LogRange {
    Objects.requireNonNull(logs, "logs");
    if (intervalNanos <= 0) {
      throw new IllegalArgumentException(
          "intervalNanos: " + intervalNanos + " (expected: positive)");
    }
  }

  @Override
  public String toString() {
    return logs
        + (unwrap == null ? "" : " " + unwrap)
        + "["
        + Durations.prometheus(intervalNanos)
        + "]"
        + (offsetNanos == 0 ? "" : " offset " + Durations.prometheus(offsetNanos));
  }
}
