package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.function.VectorCall;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.List;

/** Gives a function its arguments from an evaluator. */
record FunctionCall(Evaluator evaluator, EvaluationSettings settings, Expr.Call expr, StepGrid grid)
    implements VectorCall {
  @Override
  public Annotations annotations() {
    return evaluator.annotations();
  }

  @Override
  public boolean isInstant() {
    return settings.instant();
  }

  @Override
  public boolean delaysNames() {
    return settings.delayedNameRemoval();
  }

  @Override
  public void stream(int argument, SeriesSink sink) {
    Expr expression = expr.arguments().get(argument);
    if (expression.bare() instanceof Expr.MatrixSelector
        || expression.bare() instanceof Expr.Subquery) {
      streamPresence(expression, sink);
    } else {
      evaluator.stream(expression, grid, sink);
    }
  }

  /** A range as an instant vector: 1 where a window holds any sample. */
  private void streamPresence(Expr range, SeriesSink sink) {
    evaluator.presence(
        range,
        grid,
        series -> {
          StepSeries present = new StepSeries(series.labels(), grid.size());
          for (int step = 0; step < present.size(); step++) {
            if (series.to(step) > series.from(step)) {
              present.set(step, 1);
            }
          }
          sink.accept(present);
        });
  }

  @Override
  public List<StepSeries> vector(int argument) {
    return evaluator.vector(expr.arguments().get(argument), grid);
  }

  @Override
  public double[] scalar(int argument) {
    return evaluator.scalar(expr.arguments().get(argument), grid);
  }

  @Override
  public String text(int argument) {
    if (argument(argument) instanceof Expr.StringLiteral literal) {
      return literal.text();
    }
    throw new IllegalStateException(argument(argument) + " is no text");
  }

  @Override
  public void dropName(StepSeries series) {
    MetricNames.drop(series, settings.delayedNameRemoval());
  }

  @Override
  public void streamProperty(Expr.VectorSelector selector, Property property, SeriesSink sink) {
    evaluator.selections().stream(selector, selector.selector(), wanted(property), grid, sink);
  }

  private static InstantSelection.Wanted wanted(Property property) {
    return switch (property) {
      case TIME -> InstantSelection.Wanted.TIME;
      case START -> InstantSelection.Wanted.START;
    };
  }

  @Override
  public List<StepSeries> select(Selector selector, Expr.VectorSelector like, Property property) {
    return select(selector, like, wanted(property));
  }

  @Override
  public List<StepSeries> select(Selector selector, Expr.VectorSelector like) {
    return select(selector, like, InstantSelection.Wanted.VALUE);
  }

  private List<StepSeries> select(
      Selector selector, Expr.VectorSelector like, InstantSelection.Wanted wanted) {
    List<StepSeries> found = new ArrayList<>();
    evaluator.selections().stream(like, selector, wanted, grid, series -> found.add(series.copy()));
    return found;
  }
}
