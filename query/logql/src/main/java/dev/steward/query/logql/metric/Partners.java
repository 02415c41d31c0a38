package dev.steward.query.logql.metric;

import dev.steward.query.value.VectorMatching;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says which labels of series must agree for them to be partners. */
final class Partners {
  private final boolean on;
  private final Set<String> names;

  Partners(@Nullable VectorMatching matching) {
    this.on = matching != null && matching.on();
    this.names = matching == null ? Set.of() : new HashSet<>(matching.labels());
  }

  /** The labels that must agree. */
  Labels key(Labels labels) {
    return withoutEmpty(
        on ? labels.keeping(names) : names.isEmpty() ? labels : labels.dropping(names));
  }

  /** To whoever combines series, a label without a value is none. */
  static Labels withoutEmpty(Labels labels) {
    Labels kept = labels;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.value(i).isEmpty()) {
        kept = kept.without(labels.name(i));
      }
    }
    return kept;
  }

  /** Series by the labels that must agree. */
  Map<Labels, List<StepSeries>> index(List<StepSeries> all) {
    Map<Labels, List<StepSeries>> index = new LinkedHashMap<>();
    for (StepSeries series : all) {
      index.computeIfAbsent(key(series.labels()), key -> new ArrayList<>()).add(series);
    }
    return index;
  }
}
