package dev.steward.query.promql.function;

import dev.steward.query.value.FloatText;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Info series by what they identify: the values are when each sample was taken. */
final class InfoLabels {
  static final Set<String> IDENTIFYING = Set.of("instance", "job");

  private final Map<Labels, Map<String, List<StepSeries>>> byIdentity = new HashMap<>();

  InfoLabels(List<StepSeries> infos) {
    for (StepSeries info : infos) {
      byIdentity
          .computeIfAbsent(info.labels().keeping(IDENTIFYING), key -> new HashMap<>())
          .computeIfAbsent(info.labels().valueOrEmpty(Labels.METRIC_NAME), key -> new ArrayList<>())
          .add(info);
    }
  }

  /** Whether any info series identifies what a series identifies. */
  boolean knows(Labels identity) {
    return byIdentity.containsKey(identity);
  }

  /** The newest info series of each metric at a step. */
  List<Labels> at(Labels identity, int step) {
    List<Labels> found = new ArrayList<>();
    for (List<StepSeries> candidates : byIdentity.getOrDefault(identity, Map.of()).values()) {
      StepSeries newest = null;
      for (StepSeries candidate : candidates) {
        if (!candidate.isPresent(step)) {
          continue;
        }
        if (newest != null && newest.value(step) == candidate.value(step)) {
          throw LabelReplace.failed(
              "found duplicate series for info metric: existing "
                  + newest.labels()
                  + " @ "
                  + FloatText.plain(newest.value(step) * 1000)
                  + ", new "
                  + candidate.labels()
                  + " @ "
                  + FloatText.plain(candidate.value(step) * 1000));
        }
        if (newest == null || newest.value(step) < candidate.value(step)) {
          newest = candidate;
        }
      }
      if (newest != null) {
        found.add(newest.labels());
      }
    }
    return found;
  }
}
