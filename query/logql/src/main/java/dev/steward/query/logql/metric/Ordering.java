package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.MetricExpression;
import dev.steward.query.logql.syntax.MetricExpression.BinaryOperation;
import dev.steward.query.logql.syntax.MetricExpression.LabelReplace;
import dev.steward.query.logql.syntax.MetricExpression.VectorAggregation;
import dev.steward.query.logql.syntax.VectorOperation;

/** Whether a query asks for its result in the order of the numbers. */
final class Ordering {
  private Ordering() {}

  static boolean isAskedFor(MetricExpression expression) {
    return switch (expression) {
      case VectorAggregation vector ->
          vector.operation() == VectorOperation.SORT
              || vector.operation() == VectorOperation.SORT_DESC
              || isAskedFor(vector.of());
      case BinaryOperation binary -> isAskedFor(binary.left()) || isAskedFor(binary.right());
      case LabelReplace replace -> isAskedFor(replace.of());
      case MetricExpression.RangeAggregation ignored -> false;
      case MetricExpression.Variants ignored -> false;
      case MetricExpression.Literal ignored -> false;
      case MetricExpression.Vector ignored -> false;
    };
  }
}
