package dev.steward.alerting.evaluation;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The alerts that were active before the program was started, from their series {@code
 * ALERTS_FOR_STATE}. Safe for any thread.
 *
 * <p>An alert that is found again within the first two evaluations goes on: the time that nobody
 * looked does not count towards {@code for}, and one that fired already fires on at once.
 * Prometheus restores only rules whose {@code for} is longer than ten minutes, and lets those wait
 * for another ten; here a restart takes seconds, and must not resolve and repeat a page.
 */
final class RestoredAlerts {
  /** The series that says since when an alert is active, in seconds. */
  static final String SERIES = "ALERTS_FOR_STATE";

  /** Alerts that nobody saw for longer than this are new ones. */
  private static final Duration OUTAGE_TOLERANCE = Duration.ofHours(1);

  /** Nothing to restore. */
  static final RestoredAlerts NONE = new RestoredAlerts(Map.of(), Long.MIN_VALUE);

  private record Known(long activeAtMillis, long seenMillis) {}

  private final Map<Labels, Known> known;
  private final long startMillis;

  private RestoredAlerts(Map<Labels, Known> known, long startMillis) {
    this.known = known;
    this.startMillis = startMillis;
  }

  /** Reads what the store holds of the time before a start. */
  static RestoredAlerts read(MetricStore store, long startMillis) {
    Map<Labels, Known> known = new ConcurrentHashMap<>();
    Selector selector = new Selector(List.of(new LabelMatcher.Equal(Labels.METRIC_NAME, SERIES)));
    TimeRange range = TimeRange.closed(startMillis - OUTAGE_TOLERANCE.toMillis(), startMillis);
    SampleColumns samples = new SampleColumns();
    try (SeriesCursor cursor =
        store.read(new MetricQuery(selector, range), QueryContext.unlimited())) {
      while (cursor.next()) {
        samples.clear();
        cursor.read(samples);
        int last = samples.size() - 1;
        if (last >= 0 && !SampleValues.isStale(samples.values()[last])) {
          known.put(
              cursor.labels().without(Labels.METRIC_NAME),
              new Known((long) (samples.values()[last] * 1000), samples.timestampsMillis()[last]));
        }
      }
    }
    return new RestoredAlerts(known, startMillis);
  }

  /** Whether an evaluation at a moment may still find alerts of before the start. */
  boolean mayHold(long timeMillis, long intervalMillis) {
    return timeMillis <= startMillis + 2 * intervalMillis;
  }

  /** Since when an alert that is found now counts as active; now where it is new. */
  long activeSince(Labels alert, long timeMillis, long holdMillis) {
    Known before = known.remove(alert);
    if (before == null || before.activeAtMillis > before.seenMillis) {
      return timeMillis;
    }
    boolean fired = before.seenMillis - before.activeAtMillis >= holdMillis;
    return fired
        ? before.activeAtMillis
        : before.activeAtMillis + Math.max(0, timeMillis - before.seenMillis);
  }
}
