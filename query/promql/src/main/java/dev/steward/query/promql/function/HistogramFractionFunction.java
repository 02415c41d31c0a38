package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Span;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.histogram.HistogramQuantile;
import dev.steward.spi.model.NativeHistogram;

/** The share of observations between two values. */
final class HistogramFractionFunction implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    double[] lower = call.scalar(0);
    double[] upper = call.scalar(1);
    Span vector = call.expr().arguments().get(2).span();
    HistogramGroups.Question question =
        new HistogramGroups.Question() {
          @Override
          public double ask(NativeHistogram histogram, String metricName, int step) {
            HistogramQuantile answer =
                HistogramQuantile.fraction(lower[step], upper[step], histogram);
            if (answer.note() == HistogramQuantile.Note.NAN_EXCLUDED) {
              call.annotations().notANumberExcluded(metricName, vector);
            }
            return answer.value();
          }

          @Override
          public double ask(ClassicBuckets buckets, String metricName, int step) {
            return buckets.fraction(lower[step], upper[step]);
          }
        };
    new HistogramGroups(call, 2).ask(question).forEach(sink::accept);
  }
}
