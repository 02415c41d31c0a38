package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import java.util.Arrays;

/** Numbers held between two limits; nothing at all where the lower limit is above the upper. */
final class Clamp implements VectorFunction {
  private final int minArgument;
  private final int maxArgument;

  /** A limit whose argument is negative is not there. */
  Clamp(int minArgument, int maxArgument) {
    this.minArgument = minArgument;
    this.maxArgument = maxArgument;
  }

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    double[] min = limits(call, minArgument, Double.NEGATIVE_INFINITY);
    double[] max = limits(call, maxArgument, Double.POSITIVE_INFINITY);
    call.stream(
        0,
        series -> {
          for (int step = 0; step < series.size(); step++) {
            if (series.isFloat(step) && !(max[step] < min[step])) {
              series.set(step, Math.max(min[step], Math.min(max[step], series.value(step))));
            } else if (series.isPresent(step)) {
              series.clear(step);
            }
          }
          if (series.hasSamples()) {
            call.dropName(series);
            sink.accept(series);
          }
        });
  }

  private static double[] limits(VectorCall call, int argument, double none) {
    if (argument >= 0) {
      return call.scalar(argument);
    }
    double[] limits = new double[call.grid().size()];
    Arrays.fill(limits, none);
    return limits;
  }
}
