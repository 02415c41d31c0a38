package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * 1 where a vector or range is empty, with the labels that its selector asks for by equality. A
 * label that is asked for twice is left out.
 */
final class Absent implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    boolean[] present = new boolean[call.grid().size()];
    call.stream(
        0,
        series -> {
          for (int step = 0; step < present.length; step++) {
            present[step] |= series.isPresent(step);
          }
        });
    StepSeries absent = new StepSeries(labels(call.argument(0)), present.length);
    for (int step = 0; step < present.length; step++) {
      if (!present[step]) {
        absent.set(step, 1);
      }
    }
    if (absent.hasSamples()) {
      sink.accept(absent);
    }
  }

  private static Labels labels(Expr argument) {
    List<LabelMatcher> matchers = List.of();
    if (argument instanceof Expr.VectorSelector selector) {
      matchers = selector.matchers();
    } else if (argument instanceof Expr.MatrixSelector matrix) {
      matchers = matrix.selector().matchers();
    }
    Labels.Builder labels = Labels.builder();
    Set<String> seen = new HashSet<>();
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        continue;
      }
      if (matcher instanceof LabelMatcher.Equal equal && seen.add(equal.name())) {
        if (!equal.value().isEmpty()) {
          labels.set(equal.name(), equal.value());
        }
      } else {
        labels.remove(matcher.name());
      }
    }
    return labels.build();
  }
}
