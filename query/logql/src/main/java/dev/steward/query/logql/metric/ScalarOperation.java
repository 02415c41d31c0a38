package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.Arithmetic;
import dev.steward.query.logql.syntax.MetricExpression.BinaryOperation;
import dev.steward.query.value.BinaryOperator;
import java.util.ArrayList;
import java.util.List;

/** Series combined with one number. */
final class ScalarOperation {
  private ScalarOperation() {}

  /** Combines each series; {@code scalarLeft} says on which side the number stands. */
  static List<StepSeries> apply(
      BinaryOperation operation, double scalar, List<StepSeries> all, boolean scalarLeft) {
    BinaryOperator operator = operation.operator();
    boolean chooses = operator.isComparison() && !operation.returnBool();
    List<StepSeries> results = new ArrayList<>(all.size());
    for (StepSeries series : all) {
      StepSeries result = StepSeries.empty(series.labels(), series.values().length);
      for (int i = series.present().nextSetBit(0); i >= 0; i = series.present().nextSetBit(i + 1)) {
        double value = series.values()[i];
        double combined =
            scalarLeft
                ? Arithmetic.apply(operator, scalar, value)
                : Arithmetic.apply(operator, value, scalar);
        if (!chooses) {
          result.set(i, combined);
        } else if (combined == 1) {
          result.set(i, value);
        }
      }
      results.add(result);
    }
    return results;
  }
}
