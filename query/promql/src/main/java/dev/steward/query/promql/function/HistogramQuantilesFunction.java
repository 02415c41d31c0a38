package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Span;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;

/** Several quantiles of histograms, told apart by a label. */
final class HistogramQuantilesFunction implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    String label = call.text(1);
    Span vector = call.expr().arguments().getFirst().span();
    HistogramGroups groups = new HistogramGroups(call, 0);
    for (int argument = 2; argument < call.arguments(); argument++) {
      double[] quantiles = QuantileQuestion.checked(call, argument);
      for (StepSeries answer : groups.ask(new QuantileQuestion(call, quantiles, vector, vector))) {
        split(answer, label, quantiles, sink);
      }
    }
  }

  /** A series for each value that the quantile has at some step. */
  private static void split(StepSeries answer, String label, double[] quantiles, SeriesSink sink) {
    boolean[] done = new boolean[quantiles.length];
    for (int step = 0; step < quantiles.length; step++) {
      if (done[step] || !answer.isPresent(step)) {
        continue;
      }
      StepSeries one =
          new StepSeries(
              answer.labels().with(label, openMetrics(quantiles[step])), quantiles.length);
      one.relabel(one.labels(), answer.nameDropped());
      for (int other = step; other < quantiles.length; other++) {
        if (Double.compare(quantiles[other], quantiles[step]) == 0 && answer.isPresent(other)) {
          one.copyFrom(answer, other, other);
          done[other] = true;
        }
      }
      sink.accept(one);
    }
  }

  /** As OpenMetrics writes quantiles: whole numbers keep a fraction. */
  private static String openMetrics(double value) {
    String text = FloatText.general(value);
    boolean whole = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
    return whole ? text + ".0" : text;
  }
}
