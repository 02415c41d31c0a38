package dev.steward.query.value;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one series of those that carry the same labels at different steps. */
public final class SeriesMerge {
  private SeriesMerge() {}

  /**
   * Merges series of equal labels.
   *
   * @throws StewardException with {@code EXECUTION_FAILED} if two have a sample at the same step
   */
  public static List<StepSeries> byLabels(List<StepSeries> series) {
    Map<Labels, StepSeries> merged = LinkedHashMap.newLinkedHashMap(series.size());
    for (StepSeries one : series) {
      StepSeries first = merged.putIfAbsent(one.labels(), one);
      if (first != null) {
        mergeInto(first, one);
      }
    }
    return merged.size() == series.size() ? series : new ArrayList<>(merged.values());
  }

  private static void mergeInto(StepSeries into, StepSeries from) {
    for (int step = 0; step < into.size(); step++) {
      if (from.isPresent(step)) {
        if (into.isPresent(step)) {
          throw new StewardException(
              ErrorCode.EXECUTION_FAILED, "vector cannot contain metrics with the same labelset");
        }
        into.copyFrom(from, step, step);
      }
    }
    into.relabel(into.labels(), into.nameDropped() || from.nameDropped());
  }
}
