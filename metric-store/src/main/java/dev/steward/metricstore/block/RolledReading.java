package dev.steward.metricstore.block;

import dev.steward.metricstore.block.RolledSeries.Column;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricQuery.Rollup;
import dev.steward.spi.store.SampleColumns;
import java.util.List;

/** Reads the points of a series as a query wants them. Reuses scratch; for one thread. */
public final class RolledReading {
  private final BlockReader reader;
  private final long spanMillis;
  private final SampleColumns all = new SampleColumns();
  private final SampleColumns last = new SampleColumns();
  private final SampleColumns value = new SampleColumns();
  private final SampleColumns count = new SampleColumns();
  private final SampleColumns first = new SampleColumns();

  /** Reads from a block that is not of the raw level. */
  public RolledReading(BlockReader reader) {
    this.reader = reader;
    this.spanMillis = reader.block().level().spanMillis();
  }

  /**
   * Appends the points of a series that lie in a range.
   *
   * @param exact whether no window of the query's cuts a span
   * @param deleted spans of time that are left out
   */
  public void read(
      int ordinal,
      TimeRange range,
      Rollup rollup,
      boolean exact,
      List<TimeRange> deleted,
      SampleColumns into) {
    load(ordinal, Column.LAST, range, deleted, last);
    switch (rollup) {
      case NONE, LAST -> readLast(exact, into);
      case MIN -> readExtreme(ordinal, Column.MIN, range, deleted, into);
      case MAX -> readExtreme(ordinal, Column.MAX, range, deleted, into);
      case SUM -> readSum(ordinal, range, deleted, into);
      case CHANGE -> readChange(ordinal, range, deleted, into);
    }
  }

  private void load(
      int ordinal, Column column, TimeRange range, List<TimeRange> deleted, SampleColumns into) {
    into.clear();
    if (deleted.isEmpty()) {
      reader.read(ordinal, column, range, into);
    } else {
      all.clear();
      reader.read(ordinal, column, range, all);
      Tombstones.copyRemaining(all, deleted, into);
    }
  }

  /** Where the answer is exact, a newest sample is a sample like any other. */
  private void readLast(boolean exact, SampleColumns into) {
    for (int i = 0; i < last.size(); i++) {
      into.add(last, i);
      if (!exact) {
        into.setRolled(spanMillis, 1, Double.NaN);
      }
    }
  }

  private void readExtreme(
      int ordinal, Column column, TimeRange range, List<TimeRange> deleted, SampleColumns into) {
    load(ordinal, column, range, deleted, value);
    int at = 0;
    for (int i = 0; i < last.size(); i++) {
      if (isMarker(i)) {
        continue;
      }
      at = next(value, at, last.timestampsMillis()[i]);
      if (isAt(value, at, i)) {
        into.add(value, at);
      } else {
        into.add(last, i);
      }
      into.setRolled(spanMillis, 1, Double.NaN);
    }
  }

  private void readSum(int ordinal, TimeRange range, List<TimeRange> deleted, SampleColumns into) {
    load(ordinal, Column.SUM, range, deleted, value);
    load(ordinal, Column.COUNT, range, deleted, count);
    int at = 0;
    int countAt = 0;
    for (int i = 0; i < last.size(); i++) {
      if (isMarker(i)) {
        continue;
      }
      at = next(value, at, last.timestampsMillis()[i]);
      countAt = next(count, countAt, last.timestampsMillis()[i]);
      if (isAt(value, at, i)) {
        into.add(value, at);
      } else {
        into.add(last, i);
      }
      long samples = isAt(count, countAt, i) ? (long) count.values()[countAt] : 1;
      into.setRolled(spanMillis, samples, Double.NaN);
    }
  }

  private void readChange(
      int ordinal, TimeRange range, List<TimeRange> deleted, SampleColumns into) {
    load(ordinal, Column.FIRST, range, deleted, first);
    load(ordinal, Column.COUNT, range, deleted, count);
    load(ordinal, Column.LOST, range, deleted, value);
    int firstAt = 0;
    int countAt = 0;
    int lostAt = 0;
    for (int i = 0; i < last.size(); i++) {
      if (isMarker(i)) {
        continue;
      }
      long time = last.timestampsMillis()[i];
      int kept = 0;
      for (; firstAt < first.size() && first.timestampsMillis()[firstAt] < time; firstAt++) {
        into.add(first, firstAt);
        kept++;
      }
      countAt = next(count, countAt, time);
      lostAt = next(value, lostAt, time);
      into.add(last, i);
      if (isAt(count, countAt, i) && kept > 0) {
        double lost = isAt(value, lostAt, i) ? value.values()[lostAt] : 0;
        boolean number = last.histogram(i) == null;
        long others = Math.max(1, (long) count.values()[countAt] - kept);
        into.setRolled(spanMillis, others, number ? lost : Double.NaN);
      }
    }
  }

  private boolean isMarker(int index) {
    return SampleValues.isStale(last.values()[index]);
  }

  private static int next(SampleColumns columns, int from, long time) {
    int at = from;
    while (at < columns.size() && columns.timestampsMillis()[at] < time) {
      at++;
    }
    return at;
  }

  private boolean isAt(SampleColumns columns, int at, int index) {
    return at < columns.size() && columns.timestampsMillis()[at] == last.timestampsMillis()[index];
  }
}
