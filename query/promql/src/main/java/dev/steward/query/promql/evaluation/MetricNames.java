package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Functions;
import dev.steward.query.promql.function.RangeFunction;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import java.util.Set;

/** When metric names leave results, and what can be known about them before. */
final class MetricNames {
  /** The labels that describe a metric rather than what is measured; they leave together. */
  private static final Set<String> METADATA = Set.of(Labels.METRIC_NAME, "__type__", "__unit__");

  private MetricNames() {}

  static Labels without(Labels labels) {
    return labels.has(Labels.METRIC_NAME) || labels.has("__type__") || labels.has("__unit__")
        ? labels.dropping(METADATA)
        : labels;
  }

  static void drop(StepSeries series, boolean delayed) {
    if (delayed) {
      series.relabel(series.labels(), true);
    } else {
      series.relabel(without(series.labels()), false);
    }
  }

  /** Whether two series of an expression surely do not become equal when names leave. */
  static boolean areApartWithoutNames(Expr expr) {
    return switch (expr) {
      case Expr.VectorSelector selector -> !selector.metricName().isEmpty();
      case Expr.MatrixSelector matrix -> areApartWithoutNames(matrix.selector());
      case Expr.Subquery subquery -> areApartWithoutNames(subquery.inner());
      case Expr.Parenthesised inner -> areApartWithoutNames(inner.inner());
      case Expr.Unary unary -> areApartWithoutNames(unary.operand());
      case Expr.Aggregation aggregation ->
          aggregation.operator().selects()
              ? areApartWithoutNames(aggregation.operand())
              : !aggregation.grouping().keepsMetricName();
      case Expr.Binary binary ->
          !binary.operator().isSet()
              && (binary.left().type() == ValueType.SCALAR
                  ? areApartWithoutNames(binary.right())
                  : areApartWithoutNames(binary.left()));
      case Expr.Call call -> areApartWithoutNames(call);
      case Expr.NumberLiteral number -> true;
      case Expr.StringLiteral text -> true;
    };
  }

  private static boolean areApartWithoutNames(Expr.Call call) {
    String name = call.function().name();
    RangeFunction range = Functions.range(name);
    if (range != null ? !range.keepsName() : Functions.dropsNames(name)) {
      return true;
    }
    // Functions that set labels may make any two series equal.
    return !name.startsWith("label_")
        && !name.equals("info")
        && call.arguments().stream()
            .filter(argument -> argument.type() != ValueType.STRING)
            .allMatch(MetricNames::areApartWithoutNames);
  }
}
