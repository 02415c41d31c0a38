package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.LogRange;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One series of ones, at the moments whose windows are empty. */
final class Absence {
  private Absence() {}

  static List<StepSeries> of(LogRange range, List<StepSeries> found, Windows windows) {
    BitSet present = new BitSet(windows.count());
    found.forEach(series -> present.or(series.present()));
    StepSeries absent = StepSeries.empty(labels(range), windows.count());
    for (int i = present.nextClearBit(0); i < windows.count(); i = present.nextClearBit(i + 1)) {
      absent.set(i, 1);
    }
    return absent.present().isEmpty() ? List.of() : List.of(absent);
  }

  /** What the selector asks for by equality and in no other way, once for each label. */
  private static Labels labels(LogRange range) {
    Labels.Builder labels = Labels.builder();
    Set<String> seen = new HashSet<>();
    Set<String> unclear = new HashSet<>();
    for (LabelMatcher matcher : range.logs().selector().matchers()) {
      if (matcher instanceof LabelMatcher.Equal equal && seen.add(equal.name())) {
        labels.set(equal.name(), equal.value());
      } else {
        unclear.add(matcher.name());
      }
    }
    unclear.forEach(labels::remove);
    return labels.build();
  }
}
