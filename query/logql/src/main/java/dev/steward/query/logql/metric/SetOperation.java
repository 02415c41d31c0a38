package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.MetricExpression.BinaryOperation;
import dev.steward.query.value.BinaryOperator;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code and}, {@code or} and {@code unless}: series chosen by whether they have partners. */
final class SetOperation {
  private SetOperation() {}

  static List<StepSeries> apply(
      BinaryOperation operation, List<StepSeries> left, List<StepSeries> right, int steps) {
    Partners partners = new Partners(operation.matching());
    if (operation.operator() == BinaryOperator.OR) {
      List<StepSeries> united = new ArrayList<>(left);
      united.addAll(choose(right, presence(left, partners, steps), partners, false));
      return merged(united, steps);
    }
    boolean withPartner = operation.operator() == BinaryOperator.AND;
    return choose(left, presence(right, partners, steps), partners, withPartner);
  }

  /** At which moments each key has a series. */
  private static Map<Labels, BitSet> presence(List<StepSeries> all, Partners partners, int steps) {
    Map<Labels, BitSet> presence = new LinkedHashMap<>();
    for (StepSeries series : all) {
      presence
          .computeIfAbsent(partners.key(series.labels()), key -> new BitSet(steps))
          .or(series.present());
    }
    return presence;
  }

  private static List<StepSeries> choose(
      List<StepSeries> all, Map<Labels, BitSet> others, Partners partners, boolean withPartner) {
    List<StepSeries> chosen = new ArrayList<>();
    for (StepSeries series : all) {
      BitSet other = others.getOrDefault(partners.key(series.labels()), new BitSet());
      BitSet present = (BitSet) series.present().clone();
      if (withPartner) {
        present.and(other);
      } else {
        present.andNot(other);
      }
      if (!present.isEmpty()) {
        chosen.add(new StepSeries(series.labels(), series.values(), present));
      }
    }
    return chosen;
  }

  /** Series of the same labels, present at different moments, made one. */
  private static List<StepSeries> merged(List<StepSeries> all, int steps) {
    Map<Labels, StepSeries> byLabels = new LinkedHashMap<>();
    for (StepSeries series : all) {
      StepSeries first = byLabels.putIfAbsent(series.labels(), series);
      if (first != null) {
        StepSeries both = StepSeries.empty(series.labels(), steps);
        copy(series, both);
        copy(first, both);
        byLabels.put(series.labels(), both);
      }
    }
    return new ArrayList<>(byLabels.values());
  }

  private static void copy(StepSeries from, StepSeries into) {
    from.present().stream().forEach(step -> into.set(step, from.values()[step]));
  }
}
