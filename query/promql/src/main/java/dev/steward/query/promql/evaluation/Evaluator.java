package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.function.Functions;
import dev.steward.query.promql.function.RangeFunction;
import dev.steward.query.promql.function.RangeSeries;
import dev.steward.query.promql.function.VectorFunction;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.SeriesMerge;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Evaluates the expression of one query. For one thread.
 *
 * <p>A series is evaluated over all steps before the next one is touched: selectors push their
 * series through the functions above them into aggregations, which hold one column a group. Only
 * operators that must see whole vectors (joins, set operations, topk) collect them.
 */
public final class Evaluator {
  private final EvaluationSettings settings;
  private final Annotations annotations;
  private final QueryContext context;
  private final ScalarEvaluation scalars;
  private final Selections selections;
  private final RangeEvaluation ranges;
  private final BinaryEvaluation binaries;
  private final AggregationEvaluation aggregations;

  /** An evaluator of the expression {@code root} and its parts. */
  public Evaluator(
      MetricStore store,
      EvaluationSettings settings,
      QueryContext context,
      Annotations annotations,
      Expr root) {
    this.settings = settings;
    this.annotations = annotations;
    this.context = context;
    Set<Expr> hinted = HistogramStatistics.selectors(root);
    SeriesReader reader = new SeriesReader(store, context);
    this.scalars = new ScalarEvaluation(this, settings);
    this.selections = new Selections(settings, annotations, reader, hinted, root);
    this.ranges = new RangeEvaluation(this, settings, reader, hinted);
    this.binaries = new BinaryEvaluation(this, settings, annotations);
    this.aggregations = new AggregationEvaluation(this, annotations);
  }

  Annotations annotations() {
    return annotations;
  }

  Selections selections() {
    return selections;
  }

  /** The number that an expression gives at each step. */
  public double[] scalar(Expr expr, StepGrid grid) {
    return scalars.evaluate(expr, grid);
  }

  /** The series that an expression gives, in an order that sorting functions decide. */
  public List<StepSeries> vector(Expr expr, StepGrid grid) {
    List<StepSeries> series = new ArrayList<>();
    stream(expr, grid, one -> series.add(one.copy()));
    return series;
  }

  /** The series of a range at one moment, with their raw samples. */
  public void ranges(Expr expr, StepGrid grid, Consumer<RangeSeries> sink) {
    ranges.stream(expr, grid, MetricQuery.Rollup.NONE, sink);
  }

  /** The series of a range, for who asks whether there are samples. */
  void presence(Expr expr, StepGrid grid, Consumer<RangeSeries> sink) {
    ranges.stream(expr, grid, MetricQuery.Rollup.LAST, sink);
  }

  /** Gives the series of an expression one by one. */
  public void stream(Expr expr, StepGrid grid, SeriesSink sink) {
    context.checkpoint();
    switch (expr) {
      case Expr.Parenthesised inner -> stream(inner.inner(), grid, sink);
      case Expr.VectorSelector selector -> selections.stream(selector, grid, sink);
      case Expr.Unary unary -> unary(unary, grid, sink);
      case Expr.Binary binary -> binaries.stream(binary, grid, sink);
      case Expr.Aggregation aggregation -> aggregations.stream(aggregation, grid, sink);
      case Expr.Call call -> call(call, grid, sink);
      case Expr.NumberLiteral number -> throw noVector(expr);
      case Expr.StringLiteral text -> throw noVector(expr);
      case Expr.MatrixSelector matrix -> throw noVector(expr);
      case Expr.Subquery subquery -> throw noVector(expr);
    }
  }

  private static IllegalStateException noVector(Expr expr) {
    return new IllegalStateException(expr + " is no instant vector");
  }

  private void unary(Expr.Unary unary, StepGrid grid, SeriesSink sink) {
    if (!unary.negative()) {
      stream(unary.operand(), grid, sink);
      return;
    }
    withoutNames(
        unary.operand(),
        sink,
        unique ->
            stream(
                unary.operand(),
                grid,
                series -> {
                  negate(series);
                  MetricNames.drop(series, settings.delayedNameRemoval());
                  unique.accept(series);
                }));
  }

  private static void negate(StepSeries series) {
    for (int step = 0; step < series.size(); step++) {
      NativeHistogram histogram = series.histogram(step);
      if (histogram != null) {
        series.set(step, WorkingHistogram.of(histogram).scale(-1).build());
      } else if (series.isPresent(step)) {
        series.set(step, -series.value(step));
      }
    }
  }

  /**
   * Runs what drops the names of an operand's series. Series that become equal by that are merged,
   * which needs all of them; where they cannot, they go straight on.
   */
  void withoutNames(Expr operand, SeriesSink sink, Consumer<SeriesSink> producer) {
    if (settings.delayedNameRemoval() || MetricNames.areApartWithoutNames(operand)) {
      producer.accept(sink);
      return;
    }
    merged(sink, producer);
  }

  /** Runs what may give several series of equal labels, and merges those. */
  void merged(SeriesSink sink, Consumer<SeriesSink> producer) {
    List<StepSeries> all = new ArrayList<>();
    producer.accept(series -> {
      if (series.hasSamples()) {
        all.add(series.copy());
      }
    });
    SeriesMerge.byLabels(all).forEach(sink::accept);
  }

  private void call(Expr.Call call, StepGrid grid, SeriesSink sink) {
    RangeFunction range = Functions.range(call.function().name());
    if (range != null) {
      ranges.call(call, range, grid, sink);
      return;
    }
    VectorFunction function = Functions.vector(call.function().name());
    if (function == null) {
      throw noVector(call);
    }
    FunctionCall evaluated = new FunctionCall(this, settings, call, grid);
    if (Functions.dropsNames(call.function().name())) {
      withoutNames(vectorOf(call), sink, unique -> function.apply(evaluated, unique));
    } else {
      function.apply(evaluated, sink);
    }
  }

  /** The vector that a function works on; the call itself where it makes its own. */
  private static Expr vectorOf(Expr.Call call) {
    for (Expr argument : call.arguments()) {
      if (argument.type() == ValueType.INSTANT_VECTOR) {
        return argument;
      }
    }
    return call;
  }
}
