package dev.steward.query.promql;

import dev.steward.query.promql.evaluation.EvaluationSettings;
import dev.steward.query.promql.evaluation.Evaluator;
import dev.steward.query.promql.function.RangeSeries;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.Points;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.query.value.Series;
import dev.steward.query.value.SeriesMerge;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what an evaluator gives into the form in which a query answers. */
final class ResultAssembly {
  private static final Set<String> METADATA = Set.of(Labels.METRIC_NAME, "__type__", "__unit__");

  private final Evaluator evaluator;
  private final EvaluationSettings settings;
  private final StepGrid grid;

  ResultAssembly(Evaluator evaluator, EvaluationSettings settings) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.grid = settings.grid();
  }

  QueryValue result(Expr expr) {
    return switch (expr.type()) {
      case SCALAR -> scalar(expr);
      case STRING -> text(expr);
      case INSTANT_VECTOR -> settings.instant() ? vector(expr) : matrix(expr);
      case RANGE_VECTOR -> rawSeries(expr);
    };
  }

  private QueryValue scalar(Expr expr) {
    double[] values = evaluator.scalar(expr, grid);
    if (settings.instant()) {
      return new QueryValue.Scalar(grid.startMillis(), values[0]);
    }
    long[] times = new long[values.length];
    for (int step = 0; step < times.length; step++) {
      times[step] = grid.timeMillis(step);
    }
    return new QueryValue.Matrix(List.of(new Series(Labels.EMPTY, new Points(times, values))));
  }

  private QueryValue text(Expr expr) {
    if (expr.bare() instanceof Expr.StringLiteral literal) {
      return new QueryValue.Text(grid.startMillis(), literal.text());
    }
    throw new IllegalStateException(expr + " is no text");
  }

  private List<StepSeries> finalSeries(Expr expr) {
    List<StepSeries> series = evaluator.vector(expr, grid);
    series.removeIf(one -> !one.hasSamples());
    for (StepSeries one : series) {
      if (one.nameDropped()) {
        one.relabel(one.labels().dropping(METADATA), false);
      }
    }
    return SeriesMerge.byLabels(series);
  }

  private QueryValue vector(Expr expr) {
    List<Sample> samples = new ArrayList<>();
    for (StepSeries series : finalSeries(expr)) {
      samples.add(
          new Sample(series.labels(), grid.startMillis(), series.value(0), series.histogram(0)));
    }
    return new QueryValue.InstantVector(samples);
  }

  private QueryValue matrix(Expr expr) {
    List<Series> all = new ArrayList<>();
    for (StepSeries series : finalSeries(expr)) {
      all.add(new Series(series.labels(), series.points(grid)));
    }
    all.sort(Comparator.comparing(Series::labels));
    return new QueryValue.Matrix(all);
  }

  private QueryValue rawSeries(Expr expr) {
    List<Series> all = new ArrayList<>();
    evaluator.ranges(
        expr,
        grid,
        range -> {
          if (range.to(0) > range.from(0)) {
            Labels labels =
                range.nameDropped() ? range.labels().dropping(METADATA) : range.labels();
            all.add(new Series(labels, points(range)));
          }
        });
    all.sort(Comparator.comparing(Series::labels));
    return new QueryValue.Matrix(all);
  }

  private static Points points(RangeSeries range) {
    int from = range.from(0);
    int count = range.to(0) - from;
    long[] times = new long[count];
    double[] values = new double[count];
    @Nullable NativeHistogram[] histograms = new @Nullable NativeHistogram[count];
    for (int i = 0; i < count; i++) {
      times[i] = range.times()[from + i];
      values[i] = range.values()[from + i];
      histograms[i] = range.histogram(from + i);
    }
    return new Points(times, values, histograms);
  }
}
