package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import java.util.Set;

/** Evaluates selectors of instant vectors. */
final class Selections {
  private final EvaluationSettings settings;
  private final Annotations annotations;
  private final SeriesReader reader;
  private final Set<Expr> hinted;
  private final Moments moments;
  private final SharedSelections shared;

  Selections(
      EvaluationSettings settings,
      Annotations annotations,
      SeriesReader reader,
      Set<Expr> hinted,
      Expr root) {
    this.settings = settings;
    this.annotations = annotations;
    this.reader = reader;
    this.hinted = hinted;
    this.moments = new Moments(settings);
    this.shared = new SharedSelections(root);
  }

  void stream(Expr.VectorSelector selector, StepGrid grid, SeriesSink sink) {
    stream(selector, selector.selector(), InstantSelection.Wanted.VALUE, grid, sink);
  }

  /** Gives the samples that a selector would pick with other conditions. */
  void stream(
      Expr.VectorSelector selector,
      Selector conditions,
      InstantSelection.Wanted wanted,
      StepGrid grid,
      SeriesSink sink) {
    long[] looks = moments.of(selector.shift(), grid);
    long lookback = settings.lookbackMillis();
    boolean smoothed =
        selector.edges() == Expr.Edges.SMOOTHED && wanted == InstantSelection.Wanted.VALUE;
    SharedSelections.Key key =
        new SharedSelections.Key(
            conditions,
            wanted,
            hinted.contains(selector),
            looks[0],
            looks[looks.length - 1],
            looks.length);
    SeriesSink receiver = smoothed ? sink : shared.record(key, sink);
    if (!smoothed && shared.replay(key, sink)) {
      return;
    }
    InstantSelection selection = new InstantSelection(looks, lookback, wanted);
    StepSeries series = new StepSeries(Labels.EMPTY, looks.length);
    reader.read(
        conditions,
        looks[0] - lookback,
        looks[looks.length - 1] + (smoothed ? lookback : 0),
        hinted.contains(selector),
        smoothed ? RollupUse.NONE : RollupUse.of(MetricQuery.Rollup.LAST, looks, 0),
        (labels, columns) -> {
          series.reset(labels, false);
          boolean any =
              smoothed
                  ? selection.smooth(columns, labels, annotations, selector.span(), series)
                  : selection.select(columns, series);
          if (any) {
            receiver.accept(series);
          }
        });
    shared.complete(key);
  }
}
