package dev.steward.query.promql.evaluation;

import dev.steward.query.value.Quantiles;
import dev.steward.query.value.SampleNotices;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import java.util.List;

/** The quantile of the numbers of a group at each step. */
final class QuantileGroup {
  private QuantileGroup() {}

  static StepSeries result(
      Labels labels,
      List<StepSeries> members,
      double[] quantiles,
      boolean named,
      SampleNotices notices) {
    StepSeries result = new StepSeries(labels, quantiles.length);
    double[] numbers = new double[members.size()];
    for (int step = 0; step < quantiles.length; step++) {
      int count = 0;
      for (StepSeries member : members) {
        if (member.isFloat(step)) {
          numbers[count++] = member.value(step);
        } else if (member.isPresent(step)) {
          notices.histogramIgnored();
        }
      }
      if (count > 0) {
        result.set(step, Quantiles.of(quantiles[step], numbers, count));
      }
    }
    boolean dropped = named && members.stream().anyMatch(StepSeries::nameDropped);
    result.relabel(labels, dropped);
    return result;
  }
}
