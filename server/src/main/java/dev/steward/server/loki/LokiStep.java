package dev.steward.server.loki;

import dev.steward.server.http.RequestParameters;
import org.jspecify.annotations.Nullable;

/** The parameter {@code step}: the distance between the moments of an answer. */
final class LokiStep {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_POINTS = 11_000;
  private static final int DEFAULT_STEPS = 250;

  private LokiStep() {}

  /** The step in nanoseconds: what a request asks for, or a 250th of the range in whole seconds. */
  static long of(RequestParameters parameters, LokiRange range) {
    @Nullable String text = parameters.first("step");
    long span = range.endNanos() - range.startNanos();
    long step =
        text == null
            ? Math.max(span / NANOS_PER_SECOND / DEFAULT_STEPS, 1) * NANOS_PER_SECOND
            : LokiTime.parseDurationNanos("step", text);
    if (step <= 0) {
      throw LokiTime.invalid(
          "zero or negative query resolution step widths are not accepted. Try a positive integer",
          null);
    }
    if (span / step > MAX_POINTS) {
      throw LokiTime.invalid(
          "exceeded maximum resolution of 11,000 points per time series. Try increasing the value of"
              + " the step parameter",
          null);
    }
    return step;
  }
}
