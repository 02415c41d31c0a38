package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.HistogramTrim;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import org.jspecify.annotations.Nullable;

/** What an operator makes of two samples, each a number or a histogram. */
final class PairArithmetic {
  private final BinaryOperator operator;
  private final boolean returnBool;
  private final Expr.Binary expr;
  private final Annotations annotations;

  PairArithmetic(Expr.Binary expr, Annotations annotations) {
    this.operator = expr.operator();
    this.returnBool = expr.returnBool();
    this.expr = expr;
    this.annotations = annotations;
  }

  /** Replaces the samples of a series by what they give with a number for each step. */
  void withScalar(StepSeries series, double[] numbers, boolean scalarIsLeft) {
    double[] values = series.values();
    boolean comparison = operator.isComparison();
    for (int step = 0; step < numbers.length; step++) {
      double value = values[step];
      if (StepSeries.isAbsent(value)) {
        continue;
      }
      NativeHistogram histogram = series.histogram(step);
      if (histogram != null) {
        series.clear(step);
        if (scalarIsLeft) {
          numberAndHistogram(numbers[step], histogram, step, series);
        } else {
          histogramAndNumber(histogram, numbers[step], step, series);
        }
        continue;
      }
      double left = scalarIsLeft ? numbers[step] : value;
      double right = scalarIsLeft ? value : numbers[step];
      if (operator.isTrim()) {
        series.clear(step);
        incompatible("float", "float");
      } else if (!comparison || returnBool) {
        series.set(step, operator.apply(left, right));
      } else if (!operator.holds(left, right)) {
        series.clear(step);
      }
    }
  }

  /** Puts what two samples give into a step, or nothing. */
  void meet(
      @Nullable NativeHistogram leftHistogram,
      double left,
      @Nullable NativeHistogram rightHistogram,
      double right,
      int step,
      StepSeries into) {
    if (leftHistogram != null && rightHistogram != null) {
      histograms(leftHistogram, rightHistogram, step, into);
    } else if (leftHistogram != null) {
      histogramAndNumber(leftHistogram, right, step, into);
    } else if (rightHistogram != null) {
      numberAndHistogram(left, rightHistogram, step, into);
    } else if (operator.isTrim()) {
      incompatible("float", "float");
    } else if (!operator.isComparison() || returnBool) {
      into.set(step, operator.apply(left, right));
    } else if (operator.holds(left, right)) {
      into.set(step, left);
    }
  }

  private void incompatible(String left, String right) {
    annotations.incompatibleTypes(left, operator.symbol(), right, expr.span());
  }

  private void numberAndHistogram(
      double number, NativeHistogram histogram, int step, StepSeries into) {
    if (operator == BinaryOperator.MULTIPLY) {
      into.set(step, WorkingHistogram.of(histogram).scale(number).build());
    } else {
      incompatible("float", "histogram");
    }
  }

  private void histogramAndNumber(
      NativeHistogram histogram, double number, int step, StepSeries into) {
    switch (operator) {
      case MULTIPLY -> into.set(step, WorkingHistogram.of(histogram).scale(number).build());
      case DIVIDE -> into.set(step, WorkingHistogram.of(histogram).divide(number).build());
      case TRIM_UPPER -> into.set(step, HistogramTrim.below(histogram, number));
      case TRIM_LOWER -> into.set(step, HistogramTrim.above(histogram, number));
      case ADD,
          SUBTRACT,
          MODULO,
          POWER,
          ATAN2,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          AND,
          OR,
          UNLESS ->
          incompatible("histogram", "float");
    }
  }

  private void histograms(NativeHistogram left, NativeHistogram right, int step, StepSeries into) {
    switch (operator) {
      case ADD -> sum(left, right, 1, step, into);
      case SUBTRACT -> sum(left, right, -1, step, into);
      case EQUAL -> compared(Histograms.sameAs(left, right), left, step, into);
      case NOT_EQUAL -> compared(!Histograms.sameAs(left, right), left, step, into);
      case MULTIPLY,
          DIVIDE,
          MODULO,
          POWER,
          ATAN2,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          TRIM_LOWER,
          TRIM_UPPER,
          AND,
          OR,
          UNLESS ->
          incompatible("histogram", "histogram");
    }
  }

  private void compared(boolean holds, NativeHistogram left, int step, StepSeries into) {
    if (returnBool) {
      into.set(step, holds ? 1 : 0);
    } else if (holds) {
      into.set(step, left);
    }
  }

  private void sum(
      NativeHistogram left, NativeHistogram right, int sign, int step, StepSeries into) {
    String operation = sign > 0 ? "addition" : "subtraction";
    WorkingHistogram sum = WorkingHistogram.of(left);
    try {
      if (sum.add(WorkingHistogram.of(right), sign)) {
        annotations.boundsReconciled(operation, expr.span());
      }
    } catch (IncompatibleSchemasException e) {
      annotations.incompatibleBuckets(operator.symbol(), expr.span());
      return;
    }
    if (sum.joinHint(right.resetHint())) {
      annotations.hintsCollided(operation, expr.span());
    }
    if (sign < 0) {
      sum.hint(ResetHint.GAUGE);
    }
    into.set(step, sum.build());
  }
}
