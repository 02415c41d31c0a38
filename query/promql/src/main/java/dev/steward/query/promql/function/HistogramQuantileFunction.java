package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Span;
import dev.steward.query.value.SeriesSink;

/** A quantile of histograms, classic or native. */
final class HistogramQuantileFunction implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    double[] quantiles = QuantileQuestion.checked(call, 0);
    Span vector = call.expr().arguments().get(1).span();
    new HistogramGroups(call, 1)
        .ask(new QuantileQuestion(call, quantiles, vector, vector))
        .forEach(sink::accept);
  }
}
