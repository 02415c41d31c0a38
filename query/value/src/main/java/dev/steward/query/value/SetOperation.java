package dev.steward.query.value;

import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** And, or, unless: which samples stay is decided at each step by the labels that must agree. */
public final class SetOperation {
  private SetOperation() {}

  /** The samples that stay. The series given are the operation's own and are changed. */
  public static List<StepSeries> apply(
      BinaryOperator operator,
      VectorMatching matching,
      int steps,
      List<StepSeries> left,
      List<StepSeries> right) {
    if (operator == BinaryOperator.OR) {
      Map<Labels, boolean[]> taken = presence(matching, steps, left);
      List<StepSeries> both = new ArrayList<>(left);
      for (StepSeries series : right) {
        if (keep(series, taken.get(VectorJoin.signature(matching, series.labels())), false)) {
          both.add(series);
        }
      }
      return SeriesMerge.byLabels(both);
    }
    Map<Labels, boolean[]> other = presence(matching, steps, right);
    List<StepSeries> kept = new ArrayList<>(left.size());
    for (StepSeries series : left) {
      boolean[] present = other.get(VectorJoin.signature(matching, series.labels()));
      if (keep(series, present, operator == BinaryOperator.AND)) {
        kept.add(series);
      }
    }
    return kept;
  }

  private static Map<Labels, boolean[]> presence(
      VectorMatching matching, int steps, List<StepSeries> side) {
    Map<Labels, boolean[]> presence = new HashMap<>();
    for (StepSeries series : side) {
      boolean[] present =
          presence.computeIfAbsent(
              VectorJoin.signature(matching, series.labels()), key -> new boolean[steps]);
      for (int step = 0; step < steps; step++) {
        present[step] |= series.isPresent(step);
      }
    }
    return presence;
  }

  /** Clears the steps that do not stay; tells whether any sample is left. */
  private static boolean keep(StepSeries series, boolean @Nullable [] other, boolean wherePresent) {
    boolean any = false;
    for (int step = 0; step < series.size(); step++) {
      if (series.isPresent(step)) {
        if ((other != null && other[step]) == wherePresent) {
          any = true;
        } else {
          series.clear(step);
        }
      }
    }
    return any;
  }
}
