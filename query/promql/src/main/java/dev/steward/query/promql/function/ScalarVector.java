package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;

/** A number as a vector of one series without labels. */
final class ScalarVector implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    double[] numbers = call.scalar(0);
    StepSeries series = new StepSeries(Labels.EMPTY, numbers.length);
    for (int step = 0; step < numbers.length; step++) {
      series.set(step, numbers[step]);
    }
    sink.accept(series);
  }
}
