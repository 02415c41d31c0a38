package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.RangeCall;
import dev.steward.query.promql.function.RangeFunction;
import dev.steward.query.promql.function.RangeSeries;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.Span;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.SampleColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Evaluates ranges and the functions over them. */
final class RangeEvaluation {
  /** A column of this many steps is 16 MB. */
  private static final int MAX_SUBQUERY_STEPS = 2_000_000;

  private static final Set<String> ANCHORED =
      Set.of("changes", "delta", "increase", "rate", "resets");
  private static final Set<String> SMOOTHED = Set.of("delta", "increase", "rate");

  private final Evaluator evaluator;
  private final EvaluationSettings settings;
  private final SeriesReader reader;
  private final Set<Expr> hinted;
  private final Moments moments;

  RangeEvaluation(
      Evaluator evaluator, EvaluationSettings settings, SeriesReader reader, Set<Expr> hinted) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.reader = reader;
    this.hinted = hinted;
    this.moments = new Moments(settings);
  }

  /**
   * Gives the series of a range with their windows, one by one.
   *
   * @param rollup what is made of the samples
   */
  void stream(Expr expr, StepGrid grid, MetricQuery.Rollup rollup, Consumer<RangeSeries> sink) {
    switch (expr) {
      case Expr.MatrixSelector matrix -> stream(matrix, grid, rollup, sink);
      case Expr.Subquery subquery -> stream(subquery, grid, sink);
      case Expr.Parenthesised inner -> stream(inner.inner(), grid, rollup, sink);
      case Expr.NumberLiteral number -> throw noRange(expr);
      case Expr.StringLiteral text -> throw noRange(expr);
      case Expr.Unary unary -> throw noRange(expr);
      case Expr.Binary binary -> throw noRange(expr);
      case Expr.Aggregation aggregation -> throw noRange(expr);
      case Expr.Call call -> throw noRange(expr);
      case Expr.VectorSelector selector -> throw noRange(expr);
    }
  }

  private static IllegalStateException noRange(Expr expr) {
    return new IllegalStateException(expr + " is no range");
  }

  private void stream(
      Expr.MatrixSelector matrix,
      StepGrid grid,
      MetricQuery.Rollup rollup,
      Consumer<RangeSeries> sink) {
    Expr.VectorSelector selector = matrix.selector();
    long[] ends = moments.of(selector.shift(), grid);
    long range = moments.positiveMillis(matrix.range());
    long lookback = settings.lookbackMillis();
    RangeSeries series = new RangeSeries(grid, ends, range, lookback, selector.edges());
    SampleColumns spare = new SampleColumns();
    boolean extended = selector.edges() != Expr.Edges.PLAIN;
    boolean smoothed = selector.edges() == Expr.Edges.SMOOTHED;
    reader.read(
        selector.selector(),
        ends[0] - range - (extended ? lookback : 0),
        ends[ends.length - 1] + (smoothed ? lookback : 0),
        hinted.contains(selector),
        extended ? RollupUse.NONE : RollupUse.of(rollup, ends, range),
        (labels, columns) -> {
          series.load(labels, false, SeriesReader.withoutStale(columns, spare));
          sink.accept(series);
        });
  }

  private void stream(Expr.Subquery subquery, StepGrid grid, Consumer<RangeSeries> sink) {
    long[] ends = moments.of(subquery.shift(), grid);
    long range = moments.positiveMillis(subquery.range());
    long step =
        subquery.step() == null
            ? settings.subqueryStepMillis()
            : moments.positiveMillis(subquery.step());
    // Steps lie on absolute multiples, so that they are the same for every range that meets them.
    long first = (Math.floorDiv(ends[0] - range, step) + 1) * step;
    long last = Math.floorDiv(ends[ends.length - 1], step) * step;
    if (last < first) {
      return;
    }
    if ((last - first) / step >= MAX_SUBQUERY_STEPS) {
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED,
          "query processing would load too many samples into memory in "
              + subquery
              + " (limit: "
              + MAX_SUBQUERY_STEPS
              + " steps)");
    }
    StepGrid inner = new StepGrid(first, last, step);
    RangeSeries series =
        new RangeSeries(grid, ends, range, settings.lookbackMillis(), Expr.Edges.PLAIN);
    SampleColumns columns = new SampleColumns();
    evaluator.stream(
        subquery.inner(),
        inner,
        one -> {
          fill(columns, one, inner);
          series.load(one.labels(), one.nameDropped(), columns);
          sink.accept(series);
        });
  }

  private static void fill(SampleColumns columns, StepSeries series, StepGrid grid) {
    columns.clear();
    for (int step = 0; step < series.size(); step++) {
      NativeHistogram histogram = series.histogram(step);
      if (histogram != null) {
        // What is known of resets holds between neighbours, which these are not.
        boolean gauge = histogram.resetHint() == ResetHint.GAUGE;
        columns.add(
            grid.timeMillis(step),
            gauge ? histogram : histogram.edit().resetHint(ResetHint.UNKNOWN).build());
      } else if (series.isPresent(step)) {
        columns.add(grid.timeMillis(step), series.value(step));
      }
    }
  }

  /** Evaluates the call of a function over a range. */
  void call(Expr.Call call, RangeFunction named, StepGrid grid, SeriesSink sink) {
    RangeFunction function = named.forCall();
    Expr range = rangeOf(call);
    requireEdges(call.function().name(), range.bare());
    RangeCall rangeCall = rangeCall(call, range, grid);
    StepSeries out = new StepSeries(Labels.EMPTY, grid.size());
    Consumer<SeriesSink> producer =
        unique ->
            stream(
                range,
                grid,
                rangeCall.startTimestamps() ? MetricQuery.Rollup.NONE : function.rollup(),
                series -> {
                  out.reset(series.labels(), series.nameDropped());
                  function.apply(series, rangeCall, out);
                  if (out.hasSamples()) {
                    finish(function, series, rangeCall, out);
                    unique.accept(out);
                  }
                });
    if (function.keepsName()) {
      producer.accept(sink);
    } else {
      evaluator.withoutNames(range, sink, producer);
    }
  }

  private void finish(RangeFunction function, RangeSeries series, RangeCall call, StepSeries out) {
    if (function.expectsCounter()) {
      warnOfName(series.labels(), call, out);
    }
    if (!function.keepsName()) {
      MetricNames.drop(out, settings.delayedNameRemoval());
    }
  }

  private void warnOfName(Labels labels, RangeCall call, StepSeries out) {
    String name = labels.valueOrEmpty(Labels.METRIC_NAME);
    if (!name.isEmpty()
        && !name.endsWith("_total")
        && !name.endsWith("_sum")
        && !name.endsWith("_count")
        && !name.endsWith("_bucket")
        && holdsNumbers(out)) {
      evaluator.annotations().possiblyNotACounter(name, call.range());
    }
  }

  private static boolean holdsNumbers(StepSeries series) {
    for (int step = 0; step < series.size(); step++) {
      if (series.isFloat(step)) {
        return true;
      }
    }
    return false;
  }

  private static Expr rangeOf(Expr.Call call) {
    for (Expr argument : call.arguments()) {
      if (argument.type() == ValueType.RANGE_VECTOR) {
        return argument;
      }
    }
    throw new IllegalStateException(call + " has no range");
  }

  private RangeCall rangeCall(Expr.Call call, Expr range, StepGrid grid) {
    List<double[]> scalars = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      if (argument.type() == ValueType.SCALAR) {
        scalars.add(evaluator.scalar(argument, grid));
        spans.add(argument.span());
      }
    }
    // Evaluation over steps cuts the samples loose from their starts.
    boolean starts = settings.startTimestamps() && range.bare() instanceof Expr.MatrixSelector;
    return new RangeCall(
        evaluator.annotations(), range.span(), call.span(), scalars, spans, starts);
  }

  private static void requireEdges(String function, Expr range) {
    if (range instanceof Expr.MatrixSelector matrix) {
      Expr.Edges edges = matrix.selector().edges();
      boolean anchored = edges == Expr.Edges.ANCHORED;
      Set<String> allowed = anchored ? ANCHORED : SMOOTHED;
      if (edges != Expr.Edges.PLAIN && !allowed.contains(function)) {
        throw new StewardException(
            ErrorCode.INVALID_ARGUMENT,
            (anchored ? "anchored" : "smoothed")
                + " modifier can only be used with: "
                + String.join(", ", allowed.stream().sorted().toList())
                + " - not with "
                + function);
      }
    }
  }
}
