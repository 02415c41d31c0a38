package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;

/** When each sample was taken: of a selector the sample itself, else the evaluation. */
final class Timestamp implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    SeriesSink withoutName =
        series -> {
          call.dropName(series);
          sink.accept(series);
        };
    if (call.argument(0) instanceof Expr.VectorSelector selector) {
      call.streamProperty(selector, VectorCall.Property.TIME, withoutName);
      return;
    }
    call.stream(
        0,
        series -> {
          setTimes(call, series);
          withoutName.accept(series);
        });
  }

  private static void setTimes(VectorCall call, StepSeries series) {
    for (int step = 0; step < series.size(); step++) {
      if (series.isPresent(step)) {
        series.set(step, call.grid().timeMillis(step) / 1000.0);
      }
    }
  }
}
