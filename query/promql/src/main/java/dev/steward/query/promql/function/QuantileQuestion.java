package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Span;
import dev.steward.query.value.histogram.HistogramQuantile;
import dev.steward.spi.model.NativeHistogram;

/**
 * Asks histograms for a quantile.
 *
 * @param quantiles one for each step
 * @param nativeSpan what messages about native histograms point at
 * @param classicSpan what messages about classic histograms point at
 */
record QuantileQuestion(VectorCall call, double[] quantiles, Span nativeSpan, Span classicSpan)
    implements HistogramGroups.Question {
  /** Says where quantiles are out of range. */
  static double[] checked(VectorCall call, int argument) {
    double[] quantiles = call.scalar(argument);
    for (double quantile : quantiles) {
      if (!(quantile >= 0 && quantile <= 1)) {
        call.annotations().invalidQuantile(quantile, call.expr().arguments().get(argument).span());
      }
    }
    return quantiles;
  }

  @Override
  public double ask(NativeHistogram histogram, String metricName, int step) {
    HistogramQuantile answer = HistogramQuantile.quantile(quantiles[step], histogram);
    switch (answer.note()) {
      case NONE, NAN_EXCLUDED -> {}
      case NAN_RESULT -> call.annotations().notANumberResult(metricName, nativeSpan);
      case NAN_SKEW -> call.annotations().notANumberSkew(metricName, nativeSpan);
    }
    return answer.value();
  }

  @Override
  public double ask(ClassicBuckets buckets, String metricName, int step) {
    double answer = buckets.quantile(quantiles[step]);
    if (buckets.raised()) {
      call.annotations().forcedMonotonicity(metricName, classicSpan);
    }
    return answer;
  }
}
