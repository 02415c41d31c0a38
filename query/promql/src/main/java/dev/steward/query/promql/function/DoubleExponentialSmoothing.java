package dev.steward.query.promql.function;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.util.Locale;

/** Holt's double exponential smoothing: a level and a trend that follow the numbers. */
final class DoubleExponentialSmoothing extends NumberWindow {
  DoubleExponentialSmoothing() {
    super(2);
  }

  @Override
  double apply(
      long[] times,
      double[] values,
      int first,
      int end,
      RangeSeries series,
      RangeCall call,
      int step) {
    double smoothing = inside("smoothing", "sf", call.scalar(0, step));
    double trending = inside("trend", "tf", call.scalar(1, step));
    double before = 0;
    double level = values[first];
    double trend = values[first + 1] - values[first];
    for (int i = first + 1; i < end; i++) {
      if (i > first + 1) {
        trend = trending * (level - before) + (1 - trending) * trend;
      }
      double next = smoothing * values[i] + (1 - smoothing) * (level + trend);
      before = level;
      level = next;
    }
    return level;
  }

  private static double inside(String name, String symbol, double factor) {
    if (!(factor > 0 && factor < 1)) {
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED,
          String.format(
              Locale.ROOT,
              "invalid %s factor. Expected: 0 < %s < 1, got: %f",
              name,
              symbol,
              factor));
    }
    return factor;
  }
}
