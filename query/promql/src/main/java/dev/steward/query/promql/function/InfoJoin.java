package dev.steward.query.promql.function;

import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives a series the labels of its info series, which may be others at each step. */
final class InfoJoin {
  private final InfoLabels infos;
  private final Set<String> wanted;
  private final boolean needsInfo;

  InfoJoin(InfoLabels infos, List<LabelMatcher> data) {
    this.infos = infos;
    this.wanted = data.stream().map(LabelMatcher::name).collect(Collectors.toSet());
    this.needsInfo = data.stream().anyMatch(matcher -> !matcher.acceptsEmpty());
  }

  Collection<StepSeries> join(StepSeries series) {
    Labels identity = series.labels().keeping(InfoLabels.IDENTIFYING);
    if (identity.isEmpty() || !infos.knows(identity)) {
      return needsInfo ? List.of() : List.of(series);
    }
    Map<Labels, StepSeries> joined = new LinkedHashMap<>();
    for (int step = 0; step < series.size(); step++) {
      if (!series.isPresent(step)) {
        continue;
      }
      List<Labels> found = infos.at(identity, step);
      if (found.isEmpty() && needsInfo) {
        continue;
      }
      Labels labels = withInfo(series.labels(), found);
      StepSeries into = joined.get(labels);
      if (into == null) {
        into = new StepSeries(labels, series.size());
        into.relabel(labels, series.nameDropped());
        joined.put(labels, into);
      }
      into.copyFrom(series, step, step);
    }
    return joined.values();
  }

  private Labels withInfo(Labels base, List<Labels> found) {
    Labels.Builder labels = base.edit();
    for (Labels info : found) {
      info.forEach((name, value) -> {
        if (name.equals(Labels.METRIC_NAME)
            || (!wanted.isEmpty() && !wanted.contains(name))
            || base.has(name)) {
          return;
        }
        String known = labels.value(name);
        if (known != null && !known.equals(value)) {
          throw LabelReplace.failed("conflicting label: " + name);
        }
        labels.set(name, value);
      });
    }
    return labels.build();
  }
}
