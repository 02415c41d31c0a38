package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.MetricExpression.VectorAggregation;
import dev.steward.query.logql.syntax.VectorOperation;
import dev.steward.query.value.Grouping;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Vector aggregations: one result for each group of series, or some of the series. */
final class VectorAggregator {
  private VectorAggregator() {}

  static List<StepSeries> apply(
      VectorAggregation aggregation, Grouping grouping, List<StepSeries> all, int steps) {
    VectorOperation operation = aggregation.operation();
    return switch (operation) {
      case SORT -> Ranking.sorted(all, false, steps);
      case SORT_DESC -> Ranking.sorted(all, true, steps);
      case TOPK, APPROX_TOPK, BOTTOMK -> {
        int count = Objects.requireNonNull(aggregation.parameter(), "parameter");
        List<StepSeries> chosen = new ArrayList<>();
        for (List<StepSeries> group : groups(all, grouping).values()) {
          chosen.addAll(Ranking.first(group, count, operation != VectorOperation.BOTTOMK, steps));
        }
        yield chosen;
      }
      case SUM, AVG, MIN, MAX, COUNT, STDDEV, STDVAR -> {
        List<StepSeries> results = new ArrayList<>();
        groups(all, grouping)
            .forEach((labels, group) -> results.add(reduce(operation, labels, group, steps)));
        yield results;
      }
    };
  }

  private static Map<Labels, List<StepSeries>> groups(List<StepSeries> all, Grouping grouping) {
    Map<Labels, List<StepSeries>> groups = new LinkedHashMap<>();
    for (StepSeries series : all) {
      groups
          .computeIfAbsent(grouping.groupOf(series.labels()), key -> new ArrayList<>())
          .add(series);
    }
    return groups;
  }

  private static StepSeries reduce(
      VectorOperation operation, Labels labels, List<StepSeries> group, int steps) {
    StepSeries result = StepSeries.empty(labels, steps);
    for (int step = 0; step < steps; step++) {
      GroupReduction reduction = new GroupReduction(operation);
      for (StepSeries series : group) {
        if (series.present().get(step)) {
          reduction.add(series.values()[step]);
        }
      }
      if (reduction.count() > 0) {
        result.set(step, reduction.result());
      }
    }
    return result;
  }
}
