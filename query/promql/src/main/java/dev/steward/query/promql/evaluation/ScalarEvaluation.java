package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.StepGrid;
import java.util.Arrays;

/** Evaluates expressions that give one number at each step. */
final class ScalarEvaluation {
  private final Evaluator evaluator;
  private final EvaluationSettings settings;

  ScalarEvaluation(Evaluator evaluator, EvaluationSettings settings) {
    this.evaluator = evaluator;
    this.settings = settings;
  }

  double[] evaluate(Expr expr, StepGrid grid) {
    return switch (expr) {
      case Expr.NumberLiteral number -> constant(grid, number.value());
      case Expr.Parenthesised inner -> evaluate(inner.inner(), grid);
      case Expr.Unary unary -> unary(unary, grid);
      case Expr.Binary binary -> binary(binary, grid);
      case Expr.Call call -> call(call, grid);
      case Expr.StringLiteral text -> throw noNumber(expr);
      case Expr.Aggregation aggregation -> throw noNumber(expr);
      case Expr.VectorSelector selector -> throw noNumber(expr);
      case Expr.MatrixSelector matrix -> throw noNumber(expr);
      case Expr.Subquery subquery -> throw noNumber(expr);
    };
  }

  private static IllegalStateException noNumber(Expr expr) {
    return new IllegalStateException(expr + " is no number");
  }

  private static double[] constant(StepGrid grid, double value) {
    double[] values = new double[grid.size()];
    Arrays.fill(values, value);
    return values;
  }

  private double[] unary(Expr.Unary unary, StepGrid grid) {
    double[] values = evaluate(unary.operand(), grid);
    if (unary.negative()) {
      for (int step = 0; step < values.length; step++) {
        values[step] = -values[step];
      }
    }
    return values;
  }

  private double[] binary(Expr.Binary binary, StepGrid grid) {
    double[] left = evaluate(binary.left(), grid);
    double[] right = evaluate(binary.right(), grid);
    for (int step = 0; step < left.length; step++) {
      left[step] = binary.operator().apply(left[step], right[step]);
    }
    return left;
  }

  private double[] call(Expr.Call call, StepGrid grid) {
    return switch (call.function().name()) {
      case "pi" -> constant(grid, Math.PI);
      case "time" -> time(grid);
      case "start" -> constant(grid, settings.grid().startMillis() / 1000.0);
      case "end" -> constant(grid, settings.grid().endMillis() / 1000.0);
      case "step" -> constant(grid, settings.stepMillis() / 1000.0);
      case "range" -> constant(grid, settings.rangeMillis() / 1000.0);
      case "min_of" -> choose(call, grid, false);
      case "max_of" -> choose(call, grid, true);
      case "scalar" -> single(call.arguments().getFirst(), grid);
      default -> throw noNumber(call);
    };
  }

  private static double[] time(StepGrid grid) {
    double[] values = new double[grid.size()];
    for (int step = 0; step < values.length; step++) {
      values[step] = grid.timeMillis(step) / 1000.0;
    }
    return values;
  }

  private double[] choose(Expr.Call call, StepGrid grid, boolean larger) {
    double[] first = evaluate(call.arguments().get(0), grid);
    double[] second = evaluate(call.arguments().get(1), grid);
    for (int step = 0; step < first.length; step++) {
      first[step] =
          larger ? Math.max(first[step], second[step]) : Math.min(first[step], second[step]);
    }
    return first;
  }

  /** The only number of a vector at each step; NaN where there is none or more than one. */
  private double[] single(Expr vector, StepGrid grid) {
    double[] values = constant(grid, Double.NaN);
    int[] found = new int[values.length];
    evaluator.stream(
        vector,
        grid,
        series -> {
          for (int step = 0; step < values.length; step++) {
            if (series.isFloat(step)) {
              values[step] = found[step]++ == 0 ? series.value(step) : Double.NaN;
            }
          }
        });
    return values;
  }
}
