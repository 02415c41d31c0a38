package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.Span;
import dev.steward.query.promql.syntax.TimeShift;
import dev.steward.query.value.SeriesMerge;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to each series the labels of the info series of the same instance and job, at each step
 * those of the newest. The second argument says which info metrics (by name) and which labels.
 */
final class Info implements VectorFunction {
  private static final LabelMatcher TARGET_INFO =
      new LabelMatcher.Equal(Labels.METRIC_NAME, "target_info");

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    List<LabelMatcher> asked = asked(call);
    List<LabelMatcher> names = new ArrayList<>();
    List<LabelMatcher> data = new ArrayList<>();
    for (LabelMatcher matcher : asked) {
      (matcher.name().equals(Labels.METRIC_NAME) ? names : data).add(matcher);
    }
    List<LabelMatcher> infoNames = call.arguments() > 1 ? names : List.of(TARGET_INFO);
    List<StepSeries> base = call.vector(0);
    InfoLabels infos = infos(call, names, data);
    InfoJoin join = new InfoJoin(infos, data);
    Map<Labels, StepSeries> results = new LinkedHashMap<>();
    for (StepSeries series : base) {
      if (!infoNames.isEmpty() && isInfo(series, infoNames)) {
        put(results, series);
      } else {
        join.join(series).forEach(one -> put(results, one));
      }
    }
    results.values().forEach(sink::accept);
  }

  private static void put(Map<Labels, StepSeries> results, StepSeries series) {
    StepSeries known = results.get(series.labels());
    results.put(
        series.labels(),
        known == null ? series : SeriesMerge.byLabels(List.of(known, series)).getFirst());
  }

  private static List<LabelMatcher> asked(VectorCall call) {
    return call.arguments() > 1 && call.argument(1) instanceof Expr.VectorSelector selector
        ? selector.matchers()
        : List.of();
  }

  private static boolean isInfo(StepSeries series, List<LabelMatcher> names) {
    return names.stream().allMatch(matcher -> matcher.accepts(series.labels()));
  }

  private static InfoLabels infos(
      VectorCall call, List<LabelMatcher> names, List<LabelMatcher> data) {
    List<LabelMatcher> conditions = new ArrayList<>(names.isEmpty() ? List.of(TARGET_INFO) : names);
    conditions.addAll(data);
    Selector selector = new Selector(conditions);
    Expr.VectorSelector like = like(call.expr().arguments().getFirst());
    return new InfoLabels(call.select(selector, like, VectorCall.Property.TIME));
  }

  /** The selector whose times the info series follow. */
  private static Expr.VectorSelector like(Expr expr) {
    Expr.VectorSelector found = firstSelector(expr);
    TimeShift shift = found == null ? TimeShift.NONE : found.shift();
    return new Expr.VectorSelector(
        "", List.of(), shift, Expr.Edges.PLAIN, found == null ? new Span(0, 0) : found.span());
  }

  private static Expr.@Nullable VectorSelector firstSelector(Expr expr) {
    if (expr instanceof Expr.VectorSelector selector) {
      return selector;
    }
    for (Expr child : expr.children()) {
      Expr.VectorSelector found = firstSelector(child);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
