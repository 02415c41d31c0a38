package dev.steward.query.promql.evaluation;

import dev.steward.query.value.histogram.Histograms;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import org.jspecify.annotations.Nullable;

/** Reads series of a store one by one. For one thread. */
final class SeriesReader {
  /** Takes the samples of one series; they are the reader's again after the call. */
  @FunctionalInterface
  interface Receiver {
    void accept(Labels labels, SampleColumns columns);
  }

  private final MetricStore store;
  private final QueryContext context;

  SeriesReader(MetricStore store, QueryContext context) {
    this.store = store;
    this.context = context;
  }

  /**
   * Reads series.
   *
   * @param after samples at or before this moment are left out
   * @param until the last moment read
   * @param withHints whether histograms get hints about resets from the one before
   * @param use what is made of the samples
   */
  void read(
      Selector selector,
      long after,
      long until,
      boolean withHints,
      RollupUse use,
      Receiver receiver) {
    context.checkpoint();
    TimeRange range = TimeRange.closed(after + 1, Math.max(after + 1, until));
    MetricQuery query = new MetricQuery(selector, range, use.alignmentMillis(), use.rollup());
    try (SeriesCursor cursor = store.read(query, context)) {
      ReadAhead.read(
          cursor,
          batch -> {
            context.checkpoint();
            for (int i = 0; i < batch.size(); i++) {
              SampleColumns columns = batch.columns(i);
              boolean hints = withHints && hasHistograms(columns);
              receiver.accept(batch.labels(i), hints ? hinted(columns) : columns);
            }
          });
    }
  }

  private static boolean hasHistograms(SampleColumns columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.histogram(i) != null) {
        return true;
      }
    }
    return false;
  }

  private static SampleColumns hinted(SampleColumns columns) {
    SampleColumns hinted = new SampleColumns();
    NativeHistogram before = null;
    for (int i = 0; i < columns.size(); i++) {
      NativeHistogram histogram = columns.histogram(i);
      long time = columns.timestampsMillis()[i];
      if (histogram == null) {
        hinted.add(time, columns.values()[i]);
      } else {
        hinted.add(time, hinted(before, histogram));
      }
      if (columns.startMillis(i) != 0) {
        hinted.setStart(columns.startMillis(i));
      }
      if (columns.isRolled(i)) {
        hinted.setRolled(columns.spanMillis(i), columns.count(i), columns.lost(i));
      }
      before = histogram;
    }
    return hinted;
  }

  private static NativeHistogram hinted(
      @Nullable NativeHistogram before, NativeHistogram histogram) {
    if (before == null
        || histogram.isStale()
        || before.isStale()
        || histogram.resetHint() != ResetHint.UNKNOWN) {
      return histogram;
    }
    ResetHint hint = Histograms.isReset(before, histogram) ? ResetHint.RESET : ResetHint.NOT_RESET;
    return histogram.edit().resetHint(hint).build();
  }

  /** The columns without staleness markers: themselves where there are none. */
  static SampleColumns withoutStale(SampleColumns columns, SampleColumns spare) {
    double[] values = columns.values();
    int size = columns.size();
    int first = 0;
    while (first < size && !SampleValues.isStale(values[first])) {
      first++;
    }
    if (first == size) {
      return columns;
    }
    spare.clear();
    for (int i = 0; i < size; i++) {
      if (SampleValues.isStale(values[i])) {
        continue;
      }
      spare.add(columns, i);
    }
    return spare;
  }
}
