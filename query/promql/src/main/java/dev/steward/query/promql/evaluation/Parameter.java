package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.Aggregator;
import dev.steward.query.value.FloatText;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/**
 * The number that an aggregation takes, checked.
 *
 * @param values one for each step
 */
record Parameter(double[] values) {
  static Parameter of(Aggregator aggregator, double[] values, Expr expr, Annotations annotations) {
    for (int step = 0; step < values.length; step++) {
      switch (aggregator) {
        case TOPK, BOTTOMK, LIMITK -> requireCount(values[step]);
        case LIMIT_RATIO -> values[step] = ratio(values[step], expr, annotations);
        case QUANTILE -> {
          if (!(values[step] >= 0 && values[step] <= 1)) {
            annotations.invalidQuantile(values[step], expr.span());
          }
        }
        case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR, COUNT_VALUES -> {}
      }
    }
    return new Parameter(values);
  }

  private static void requireCount(double value) {
    if (Double.isNaN(value)) {
      throw failed("Parameter value is NaN");
    }
    if (value <= Long.MIN_VALUE) {
      throw failed("Scalar value " + FloatText.general(value) + " underflows int64");
    }
    if (value >= Long.MAX_VALUE) {
      throw failed("Scalar value " + FloatText.general(value) + " overflows int64");
    }
  }

  private static double ratio(double value, Expr expr, Annotations annotations) {
    if (Double.isNaN(value)) {
      throw failed("Ratio value is NaN");
    }
    double used = Math.clamp(value, -1, 1);
    if (used != value) {
      annotations.invalidRatio(value, used, expr.span());
    }
    return used;
  }

  private static StewardException failed(String what) {
    return new StewardException(ErrorCode.EXECUTION_FAILED, what);
  }
}
