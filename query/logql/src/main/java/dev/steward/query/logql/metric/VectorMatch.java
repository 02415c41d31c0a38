package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.Arithmetic;
import dev.steward.query.logql.syntax.MetricExpression.BinaryOperation;
import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.VectorMatching;
import dev.steward.query.value.VectorMatching.Cardinality;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and comparisons between the series of two operands. Each finds its partner by labels;
 * several on the "one" side at the same moment are an error, even where a comparison would leave
 * nothing.
 */
final class VectorMatch {
  private final BinaryOperator operator;
  private final boolean returnBool;
  private final @Nullable VectorMatching matching;
  private final Cardinality cardinality;
  private final Partners partners;
  private final int steps;

  private VectorMatch(BinaryOperation operation, int steps) {
    this.operator = operation.operator();
    this.returnBool = operation.returnBool();
    this.matching = operation.matching();
    this.cardinality = matching == null ? Cardinality.ONE_TO_ONE : matching.cardinality();
    this.partners = new Partners(matching);
    this.steps = steps;
  }

  static List<StepSeries> apply(
      BinaryOperation operation, List<StepSeries> left, List<StepSeries> right, int steps) {
    VectorMatch match = new VectorMatch(operation, steps);
    return match.cardinality == Cardinality.ONE_TO_MANY
        ? match.combine(right, left, true)
        : match.combine(left, right, false);
  }

  /** Combines each series of the many side with its partner on the one side. */
  private List<StepSeries> combine(List<StepSeries> many, List<StepSeries> one, boolean manyRight) {
    Map<Labels, List<StepSeries>> ones = partners.index(one);
    ones.values().forEach(group -> requireUnique(group, manyRight ? "left" : "right"));
    Map<Labels, BitSet> matched = new HashMap<>();
    List<StepSeries> results = new ArrayList<>();
    for (StepSeries series : many) {
      Labels key = partners.key(series.labels());
      for (StepSeries partner : ones.getOrDefault(key, List.of())) {
        BitSet both = (BitSet) series.present().clone();
        both.and(partner.present());
        if (!both.isEmpty()) {
          Labels labels = resultLabels(series.labels(), partner.labels());
          requireFirst(matched, cardinality == Cardinality.ONE_TO_ONE ? key : labels, both);
          results.add(
              manyRight
                  ? values(labels, both, partner, series)
                  : values(labels, both, series, partner));
        }
      }
    }
    return results;
  }

  private static void requireUnique(List<StepSeries> group, String side) {
    for (int i = 1; i < group.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (group.get(i).present().intersects(group.get(j).present())) {
          throw failed(
              "found duplicate series on the "
                  + side
                  + " hand-side;many-to-many matching not allowed: matching labels must be unique"
                  + " on one side");
        }
      }
    }
  }

  private void requireFirst(Map<Labels, BitSet> matched, Labels key, BitSet both) {
    BitSet before = matched.computeIfAbsent(key, absent -> new BitSet(steps));
    if (before.intersects(both)) {
      throw failed(
          cardinality == Cardinality.ONE_TO_ONE
              ? "multiple matches for labels: many-to-one matching must be explicit"
                  + " (group_left/group_right)"
              : "multiple matches for labels: grouping labels must ensure unique matches");
    }
    before.or(both);
  }

  private Labels resultLabels(Labels many, Labels one) {
    if (matching == null || cardinality == Cardinality.ONE_TO_ONE) {
      return partners.key(many);
    }
    Labels labels = Partners.withoutEmpty(many);
    for (String name : matching.include()) {
      String value = one.valueOrEmpty(name);
      labels = value.isEmpty() ? labels.without(name) : labels.with(name, value);
    }
    return labels;
  }

  private StepSeries values(Labels labels, BitSet both, StepSeries left, StepSeries right) {
    boolean chooses = operator.isComparison() && !returnBool;
    StepSeries result = StepSeries.empty(labels, steps);
    for (int i = both.nextSetBit(0); i >= 0; i = both.nextSetBit(i + 1)) {
      double combined = Arithmetic.apply(operator, left.values()[i], right.values()[i]);
      if (!chooses) {
        result.set(i, combined);
      } else if (combined == 1) {
        result.set(i, left.values()[i]);
      }
    }
    return result;
  }

  private static StewardException failed(String message) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
