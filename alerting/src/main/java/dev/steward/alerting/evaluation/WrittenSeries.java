package dev.steward.alerting.evaluation;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series that a rule gave last. A series that it gives no more ends with a staleness marker, so
 * that nobody takes its last value for a current one. For one thread.
 */
final class WrittenSeries {
  private Map<Labels, SeriesHandle> last = Map.of();

  /** Adds what the rule gives now, and the ends of what it gives no more. */
  void add(List<OutputSample> given, long timeMillis, MetricStore store, SampleBatch into) {
    if (given.isEmpty() && last.isEmpty()) {
      return;
    }
    // All handles before the first sample: what a store refuses leaves nothing half written.
    Map<Labels, SeriesHandle> now = HashMap.newHashMap(given.size());
    List<SeriesHandle> handles = new ArrayList<>(given.size());
    for (OutputSample sample : given) {
      SeriesHandle known = last.get(sample.labels());
      SeriesHandle handle = known == null ? store.series(sample.labels()) : known;
      now.put(sample.labels(), handle);
      handles.add(handle);
    }
    for (int i = 0; i < handles.size(); i++) {
      add(handles.get(i), given.get(i), timeMillis, into);
    }
    last.forEach((labels, handle) -> {
      if (!now.containsKey(labels)) {
        into.add(handle, timeMillis, SampleValues.STALE);
      }
    });
    last = now;
  }

  private static void add(
      SeriesHandle handle, OutputSample sample, long timeMillis, SampleBatch into) {
    NativeHistogram histogram = sample.histogram();
    if (histogram == null) {
      into.add(handle, timeMillis, sample.value());
    } else {
      into.add(handle, timeMillis, histogram);
    }
  }

  /** Goes on where the same rule was before its group was read anew. */
  void adopt(WrittenSeries before) {
    last = before.last;
    before.last = Map.of();
  }

  /** Ends all series. */
  void end(long timeMillis, SampleBatch into) {
    last.values().forEach(handle -> into.add(handle, timeMillis, SampleValues.STALE));
    last = Map.of();
  }
}
