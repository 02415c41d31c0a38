package dev.steward.query.value;

import dev.steward.query.value.VectorMatching.Cardinality;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the series of two vectors together that belong together. For one thread.
 *
 * <p>Series are grouped by the labels that must agree. The rules hold at each step on its own: at
 * most one series of the "one" side may have a sample there, and results must be told apart by
 * their labels. A rule that is broken is an error even where a comparison would then drop the
 * sample.
 */
public final class VectorJoin {
  /** What becomes of two samples that meet. */
  public interface Meeting {
    /**
     * Puts the result of two samples at a step, or nothing where they give none.
     *
     * @param left the left series, or null where its value is {@code leftFill}
     * @param right the right series, or null where its value is {@code rightFill}
     */
    void meet(
        @Nullable StepSeries left,
        double leftFill,
        @Nullable StepSeries right,
        double rightFill,
        int step,
        StepSeries result);

    /** Labels of the result before those of the matching are taken away or added. */
    Labels resultLabels(Labels many);

    /** Whether the metric's name is to leave the result. */
    boolean dropsName();
  }

  private final VectorMatching matching;
  private final Meeting meeting;
  private final int steps;
  private final boolean manyIsLeft;
  private final Set<String> labelSet;
  private final Map<Labels, StepSeries> results = new LinkedHashMap<>();
  private final Map<StepSeries, Labels> resultLabels = new HashMap<>();

  private VectorJoin(VectorMatching matching, int steps, Meeting meeting) {
    this.matching = matching;
    this.meeting = meeting;
    this.steps = steps;
    this.manyIsLeft = matching.cardinality() != Cardinality.ONE_TO_MANY;
    this.labelSet = labelSet(matching);
  }

  private static Set<String> labelSet(VectorMatching matching) {
    Set<String> labels = new HashSet<>(matching.labels());
    if (!matching.on()) {
      labels.add(Labels.METRIC_NAME);
    }
    return labels;
  }

  /** The labels of a series that must agree. */
  public static Labels signature(VectorMatching matching, Labels labels) {
    return signature(matching, labelSet(matching), labels);
  }

  private static Labels signature(VectorMatching matching, Set<String> labelSet, Labels labels) {
    return matching.on() ? labels.keeping(labelSet) : labels.dropping(labelSet);
  }

  /** The results of all pairs that belong together. */
  public static List<StepSeries> join(
      VectorMatching matching,
      int steps,
      List<StepSeries> left,
      List<StepSeries> right,
      Meeting meeting) {
    return new VectorJoin(matching, steps, meeting).run(left, right);
  }

  private record Group(List<StepSeries> many, List<StepSeries> one) {}

  private List<StepSeries> run(List<StepSeries> left, List<StepSeries> right) {
    List<StepSeries> manySide = manyIsLeft ? left : right;
    List<StepSeries> oneSide = manyIsLeft ? right : left;
    Map<Labels, Group> groups = new LinkedHashMap<>();
    for (StepSeries series : manySide) {
      groupOf(groups, series).many().add(series);
    }
    for (StepSeries series : oneSide) {
      groupOf(groups, series).one().add(series);
    }
    boolean[] manyPresent = presence(manySide);
    boolean[] onePresent = presence(oneSide);
    for (Map.Entry<Labels, Group> entry : groups.entrySet()) {
      if (joinsPlainly(entry.getValue())) {
        joinPlainly(entry.getValue());
        continue;
      }
      for (int step = 0; step < steps; step++) {
        if ((manyPresent[step] && onePresent[step]) || matching.fills()) {
          joinGroup(entry.getKey(), entry.getValue(), step);
        }
      }
    }
    return new ArrayList<>(results.values());
  }

  /**
   * Whether no rule can be broken in a group: one series on the "one" side, and results that cannot
   * be confused. Such a group is joined series by series.
   */
  private boolean joinsPlainly(Group group) {
    if (matching.fills() || group.one().size() != 1) {
      return false;
    }
    if (group.many().size() <= 1) {
      return true;
    }
    Set<Labels> seen = new HashSet<>();
    for (StepSeries many : group.many()) {
      if (!seen.add(labelsOf(many, group.one().getFirst()))) {
        return false;
      }
    }
    return matching.cardinality() != Cardinality.ONE_TO_ONE;
  }

  private void joinPlainly(Group group) {
    StepSeries one = group.one().getFirst();
    for (StepSeries many : group.many()) {
      Labels labels = labelsOf(many, one);
      for (int step = 0; step < steps; step++) {
        if (many.isPresent(step) && one.isPresent(step)) {
          emit(labels, many, 0, one, 0, step);
        }
      }
    }
  }

  private Group groupOf(Map<Labels, Group> groups, StepSeries series) {
    return groups.computeIfAbsent(
        signature(matching, labelSet, series.labels()),
        key -> new Group(new ArrayList<>(), new ArrayList<>()));
  }

  private boolean[] presence(List<StepSeries> side) {
    boolean[] present = new boolean[steps];
    for (StepSeries series : side) {
      for (int step = 0; step < steps; step++) {
        present[step] |= series.isPresent(step);
      }
    }
    return present;
  }

  private void joinGroup(Labels signature, Group group, int step) {
    StepSeries one = theOne(signature, group.one(), step);
    // As Prometheus does: under group_right the sides trade places and the fills stay.
    Double fillOne = matching.fillRight();
    Double fillMany = matching.fillLeft();
    boolean anyMany = false;
    Set<Labels> seen = null;
    for (StepSeries many : group.many()) {
      if (!many.isPresent(step)) {
        continue;
      }
      if (anyMany && matching.cardinality() == Cardinality.ONE_TO_ONE && matches(one, fillOne)) {
        throw failed(
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
      }
      if (matches(one, fillOne)) {
        Labels labels = labelsOf(many, one);
        if (matching.cardinality() != Cardinality.ONE_TO_ONE && group.many().size() > 1) {
          seen = seen == null ? new HashSet<>() : seen;
          if (!seen.add(labels)) {
            throw failed("multiple matches for labels: grouping labels must ensure unique matches");
          }
        }
        emit(labels, many, 0, one, fillOne == null ? 0 : fillOne, step);
      }
      anyMany = true;
    }
    if (!anyMany && one != null && fillMany != null) {
      emit(fillLabels(signature, one), null, fillMany, one, 0, step);
    }
  }

  private static boolean matches(@Nullable StepSeries one, @Nullable Double fill) {
    return one != null || fill != null;
  }

  private @Nullable StepSeries theOne(Labels signature, List<StepSeries> candidates, int step) {
    StepSeries found = null;
    for (StepSeries candidate : candidates) {
      if (candidate.isPresent(step)) {
        if (found != null) {
          Set<Labels> both = new TreeSet<>(List.of(found.labels(), candidate.labels()));
          throw failed(
              "found duplicate series for the match group "
                  + signature
                  + " on the "
                  + (manyIsLeft ? "right" : "left")
                  + " hand-side of the operation: ["
                  + String.join(", ", both.stream().map(Labels::toString).toList())
                  + "];many-to-many matching not allowed: matching labels must be unique on one"
                  + " side");
        }
        found = candidate;
      }
    }
    return found;
  }

  private Labels labelsOf(StepSeries many, @Nullable StepSeries one) {
    if (matching.include().isEmpty()) {
      Labels known = resultLabels.get(many);
      if (known == null) {
        known = trimmed(meeting.resultLabels(many.labels()));
        resultLabels.put(many, known);
      }
      return known;
    }
    Labels.Builder labels = trimmed(meeting.resultLabels(many.labels())).edit();
    for (String name : matching.include()) {
      String value = one == null ? "" : one.labels().valueOrEmpty(name);
      if (value.isEmpty()) {
        labels.remove(name);
      } else {
        labels.set(name, value);
      }
    }
    return labels.build();
  }

  private Labels trimmed(Labels labels) {
    if (matching.cardinality() != Cardinality.ONE_TO_ONE) {
      return labels;
    }
    return matching.on() ? labels.keeping(matching.labels()) : labels.dropping(matching.labels());
  }

  /** A series made up on the "many" side has only the labels that it must have. */
  private Labels fillLabels(Labels signature, StepSeries one) {
    Labels.Builder labels = meeting.resultLabels(signature).edit();
    for (String name : matching.include()) {
      String value = one.labels().valueOrEmpty(name);
      if (!value.isEmpty()) {
        labels.set(name, value);
      }
    }
    return labels.build();
  }

  private void emit(
      Labels labels,
      @Nullable StepSeries many,
      double manyFill,
      @Nullable StepSeries one,
      double oneFill,
      int step) {
    StepSeries result = results.get(labels);
    if (result == null) {
      result = new StepSeries(labels, steps);
      results.put(labels, result);
    }
    if (result.isPresent(step)) {
      throw failed("vector cannot contain metrics with the same labelset");
    }
    if (meeting.dropsName() || (many != null && many.nameDropped())) {
      result.relabel(labels, true);
    }
    if (manyIsLeft) {
      meeting.meet(many, manyFill, one, oneFill, step, result);
    } else {
      meeting.meet(one, oneFill, many, manyFill, step, result);
    }
  }

  private static StewardException failed(String what) {
    return new StewardException(ErrorCode.EXECUTION_FAILED, what);
  }
}
