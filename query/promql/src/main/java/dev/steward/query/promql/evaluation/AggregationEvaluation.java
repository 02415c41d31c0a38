package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.Aggregator;
import dev.steward.query.value.Fold;
import dev.steward.query.value.Grouping;
import dev.steward.query.value.SampleNotices;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Evaluates aggregations. Those that need one column a group take series as they come. */
final class AggregationEvaluation {
  private final Evaluator evaluator;
  private final Annotations annotations;

  AggregationEvaluation(Evaluator evaluator, Annotations annotations) {
    this.evaluator = evaluator;
    this.annotations = annotations;
  }

  void stream(Expr.Aggregation expr, StepGrid grid, SeriesSink sink) {
    switch (expr.operator()) {
      case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR -> fold(expr, grid, sink);
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, QUANTILE, COUNT_VALUES -> collect(expr, grid, sink);
    }
  }

  /** A group that is being folded, and whether any of its series loses its name. */
  private static final class FoldedGroup {
    private final Fold fold;
    private boolean nameDropped;

    FoldedGroup(Fold fold) {
      this.fold = fold;
    }
  }

  private void fold(Expr.Aggregation expr, StepGrid grid, SeriesSink sink) {
    Grouping grouping = expr.grouping();
    SampleNotices notices =
        annotations.forAggregation(expr.operator(), expr.span(), expr.operand().span());
    Map<Labels, FoldedGroup> groups = new LinkedHashMap<>();
    evaluator.stream(
        expr.operand(),
        grid,
        series -> {
          FoldedGroup group =
              groups.computeIfAbsent(
                  grouping.groupOf(series.labels()),
                  labels ->
                      new FoldedGroup(
                          Objects.requireNonNull(Fold.of(expr.operator(), grid.size(), notices))));
          group.fold.add(series);
          group.nameDropped |= series.nameDropped();
        });
    boolean named = grouping.keepsMetricName();
    groups.forEach((labels, group) -> {
      StepSeries result = group.fold.result(labels);
      if (result.hasSamples()) {
        result.relabel(labels, named && group.nameDropped);
        sink.accept(result);
      }
    });
  }

  private void collect(Expr.Aggregation expr, StepGrid grid, SeriesSink sink) {
    Expr parameter = Objects.requireNonNull(expr.parameter());
    if (expr.operator() == Aggregator.COUNT_VALUES) {
      new CountValues(expr, text(parameter)).stream(evaluator, grid, sink);
      return;
    }
    Parameter numbers =
        Parameter.of(expr.operator(), evaluator.scalar(parameter, grid), parameter, annotations);
    Map<Labels, List<StepSeries>> groups = new LinkedHashMap<>();
    evaluator.stream(
        expr.operand(),
        grid,
        series ->
            groups
                .computeIfAbsent(expr.grouping().groupOf(series.labels()), key -> new ArrayList<>())
                .add(series.copy()));
    SampleNotices notices =
        annotations.forAggregation(expr.operator(), expr.span(), expr.operand().span());
    if (expr.operator() == Aggregator.QUANTILE) {
      boolean named = expr.grouping().keepsMetricName();
      groups.forEach((labels, members) ->
          sink.accept(QuantileGroup.result(labels, members, numbers.values(), named, notices)));
    } else {
      Selection selection = new Selection(expr.operator(), numbers.values(), notices);
      groups.values().forEach(members -> selection.select(members).forEach(sink::accept));
    }
  }

  private static String text(Expr parameter) {
    if (parameter.bare() instanceof Expr.StringLiteral literal) {
      return literal.text();
    }
    throw new IllegalStateException(parameter + " is no text");
  }
}
