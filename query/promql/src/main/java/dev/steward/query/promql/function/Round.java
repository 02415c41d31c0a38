package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import java.util.Arrays;

/** Numbers rounded to the nearest multiple; in the middle upwards. */
final class Round implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    double[] multiples = new double[call.grid().size()];
    Arrays.fill(multiples, 1);
    double[] nearest = call.arguments() > 1 ? call.scalar(1) : multiples;
    call.stream(
        0,
        series -> {
          for (int step = 0; step < series.size(); step++) {
            if (series.isFloat(step)) {
              // Multiplying by the inverse loses less than dividing.
              double inverse = 1 / nearest[step];
              series.set(step, Math.floor(series.value(step) * inverse + 0.5) / inverse);
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
}
