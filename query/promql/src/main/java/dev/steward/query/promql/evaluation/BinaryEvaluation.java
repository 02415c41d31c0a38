package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.SetOperation;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.VectorJoin;
import dev.steward.query.value.VectorMatching;
import dev.steward.spi.model.Labels;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Evaluates operators between a vector and a number, and between two vectors. */
final class BinaryEvaluation {
  private final Evaluator evaluator;
  private final EvaluationSettings settings;
  private final Annotations annotations;

  BinaryEvaluation(Evaluator evaluator, EvaluationSettings settings, Annotations annotations) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.annotations = annotations;
  }

  void stream(Expr.Binary binary, StepGrid grid, SeriesSink sink) {
    VectorMatching matching = binary.matching();
    if (matching == null) {
      withScalar(binary, grid, sink);
      return;
    }
    List<StepSeries> left = evaluator.vector(binary.left(), grid);
    List<StepSeries> right = evaluator.vector(binary.right(), grid);
    List<StepSeries> results =
        binary.operator().isSet()
            ? SetOperation.apply(binary.operator(), matching, grid.size(), left, right)
            : VectorJoin.join(matching, grid.size(), left, right, new Pairing(binary));
    for (StepSeries series : results) {
      if (series.hasSamples()) {
        sink.accept(series);
      }
    }
  }

  private static boolean losesName(Expr.Binary binary) {
    return binary.returnBool() || !(binary.operator().isComparison() || binary.operator().isTrim());
  }

  private void withScalar(Expr.Binary binary, StepGrid grid, SeriesSink sink) {
    boolean scalarIsLeft = binary.left().type() == ValueType.SCALAR;
    Expr vector = scalarIsLeft ? binary.right() : binary.left();
    double[] numbers = evaluator.scalar(scalarIsLeft ? binary.left() : binary.right(), grid);
    PairArithmetic arithmetic = new PairArithmetic(binary, annotations);
    boolean drops = losesName(binary);
    Consumer<SeriesSink> producer =
        unique ->
            evaluator.stream(
                vector,
                grid,
                series -> {
                  arithmetic.withScalar(series, numbers, scalarIsLeft);
                  if (drops) {
                    MetricNames.drop(series, settings.delayedNameRemoval());
                  }
                  if (series.hasSamples()) {
                    unique.accept(series);
                  }
                });
    if (drops) {
      evaluator.withoutNames(vector, sink, producer);
    } else {
      producer.accept(sink);
    }
  }

  /** What becomes of the samples of two vectors. */
  private final class Pairing implements VectorJoin.Meeting {
    private final PairArithmetic arithmetic;
    private final boolean drops;

    Pairing(Expr.Binary binary) {
      this.arithmetic = new PairArithmetic(binary, annotations);
      this.drops = losesName(binary);
    }

    @Override
    public void meet(
        @Nullable StepSeries left,
        double leftFill,
        @Nullable StepSeries right,
        double rightFill,
        int step,
        StepSeries result) {
      arithmetic.meet(
          left == null ? null : left.histogram(step),
          left == null ? leftFill : left.value(step),
          right == null ? null : right.histogram(step),
          right == null ? rightFill : right.value(step),
          step,
          result);
    }

    @Override
    public Labels resultLabels(Labels many) {
      return drops && !settings.delayedNameRemoval() ? MetricNames.without(many) : many;
    }

    @Override
    public boolean dropsName() {
      return drops && settings.delayedNameRemoval();
    }
  }
}
