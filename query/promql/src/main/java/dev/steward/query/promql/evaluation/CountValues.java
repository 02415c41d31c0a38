package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.StringLiterals;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.Grouping;
import dev.steward.query.value.HistogramText;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many series of a group have each value at each step. */
final class CountValues {
  private final Expr.Aggregation expr;
  private final String label;
  private final Grouping grouping;
  private final Map<Labels, StepSeries> counts = new LinkedHashMap<>();

  CountValues(Expr.Aggregation expr, String label) {
    if (label.isEmpty() || !StringLiterals.isValidText(label)) {
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED, "invalid label name " + StringLiterals.quote(label));
    }
    this.expr = expr;
    this.label = label;
    this.grouping = withLabel(expr.grouping(), label);
  }

  private static Grouping withLabel(Grouping grouping, String label) {
    if (grouping.without()) {
      return grouping;
    }
    List<String> labels = new ArrayList<>(grouping.labels());
    labels.add(label);
    return new Grouping(false, labels);
  }

  void stream(Evaluator evaluator, StepGrid grid, SeriesSink sink) {
    evaluator.stream(expr.operand(), grid, series -> count(series, grid));
    counts.values().forEach(sink::accept);
  }

  private void count(StepSeries series, StepGrid grid) {
    for (int step = 0; step < series.size(); step++) {
      if (series.isPresent(step)) {
        NativeHistogram histogram = series.histogram(step);
        String value =
            histogram == null ? FloatText.plain(series.value(step)) : HistogramText.of(histogram);
        Labels group = grouping.groupOf(series.labels().with(label, value));
        StepSeries counted =
            counts.computeIfAbsent(group, labels -> new StepSeries(labels, grid.size()));
        counted.set(step, counted.isPresent(step) ? counted.value(step) + 1 : 1);
      }
    }
  }
}
