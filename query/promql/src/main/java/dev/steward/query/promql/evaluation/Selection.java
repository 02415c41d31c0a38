package dev.steward.query.promql.evaluation;

import dev.steward.query.value.Aggregator;
import dev.steward.query.value.SampleNotices;
import dev.steward.query.value.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Picks some series of a group at each step: topk, bottomk, limitk, limit_ratio. */
final class Selection {
  private final Aggregator aggregator;
  private final double[] parameters;
  private final SampleNotices notices;

  Selection(Aggregator aggregator, double[] parameters, SampleNotices notices) {
    this.aggregator = aggregator;
    this.parameters = parameters;
    this.notices = notices;
  }

  /**
   * The series that are picked at any step, with their samples at those; best first at the last.
   */
  List<StepSeries> select(List<StepSeries> members) {
    Map<Integer, boolean[]> picked = new TreeMap<>();
    List<Integer> order = List.of();
    for (int step = 0; step < parameters.length; step++) {
      order = pick(members, step);
      for (int member : order) {
        picked.computeIfAbsent(member, key -> new boolean[parameters.length])[step] = true;
      }
    }
    List<StepSeries> results = new ArrayList<>();
    Set<Integer> rest = new LinkedHashSet<>(order);
    rest.addAll(picked.keySet());
    for (Integer member : rest) {
      results.add(only(members.get(member), picked.getOrDefault(member, new boolean[0])));
    }
    return results;
  }

  private static StepSeries only(StepSeries series, boolean[] steps) {
    for (int step = 0; step < steps.length; step++) {
      if (!steps[step] && series.isPresent(step)) {
        series.clear(step);
      }
    }
    return series;
  }

  private List<Integer> pick(List<StepSeries> members, int step) {
    List<Integer> candidates = new ArrayList<>();
    boolean byValue = aggregator == Aggregator.TOPK || aggregator == Aggregator.BOTTOMK;
    for (int member = 0; member < members.size(); member++) {
      StepSeries series = members.get(member);
      if (byValue && series.isPresent(step) && !series.isFloat(step)) {
        notices.histogramIgnored();
      } else if (series.isPresent(step)) {
        candidates.add(member);
      }
    }
    double parameter = parameters[step];
    if (aggregator == Aggregator.LIMIT_RATIO) {
      candidates.removeIf(member -> !RatioSample.contains(members.get(member).labels(), parameter));
      return candidates;
    }
    int count = (int) Math.clamp((long) parameter, 0, candidates.size());
    if (byValue && count > 0) {
      candidates.sort(Comparator.comparingDouble(member -> rank(members.get(member).value(step))));
    }
    return candidates.subList(0, count);
  }

  /** Smaller is better; NaN is worst. */
  private double rank(double value) {
    return aggregator == Aggregator.TOPK && !Double.isNaN(value) ? -value : value;
  }
}
