package dev.steward.metricstore.block;

import dev.steward.spi.store.SampleColumns;

/**
 * The points of one series in columns. Reused from series to series; for one thread.
 *
 * <p>A point stands for the samples of a span of time, staleness markers left out. Its time in
 * every column but the first is that of its newest sample. What can be told from {@link
 * Column#LAST} is left out of the others, so that constants and lone samples cost nothing there.
 */
public final class RolledSeries {
  /** What is kept of a span. */
  public enum Column {
    /**
     * The oldest sample, and histograms beside which a counter may have been reset; without the
     * newest sample, which is in {@link #LAST}.
     */
    FIRST,
    /** The newest sample, and after it the staleness marker if the span ends with one. */
    LAST,
    /** The smallest number, where it is not that in {@link #LAST}. */
    MIN,
    /** The largest number, where it is not that in {@link #LAST}. */
    MAX,
    /** The sum of the numbers, where it is not that in {@link #LAST}. */
    SUM,
    /** How many samples, where they are more than one. */
    COUNT,
    /** What a counter lost in resets within the span, where that is not zero. */
    LOST
  }

  private final SampleColumns[] columns = new SampleColumns[Column.values().length];

  /** Columns without points. */
  public RolledSeries() {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new SampleColumns();
    }
  }

  /** The points of a column, rising in time. */
  public SampleColumns column(Column column) {
    return columns[column.ordinal()];
  }

  /** Puts other points in place of a column's; the caller gets those to reuse. */
  SampleColumns swap(Column column, SampleColumns points) {
    SampleColumns before = columns[column.ordinal()];
    columns[column.ordinal()] = points;
    return before;
  }

  /** Forgets all points. */
  public void clear() {
    for (SampleColumns column : columns) {
      column.clear();
    }
  }

  /** Whether there is no point. */
  public boolean isEmpty() {
    return column(Column.LAST).size() == 0;
  }
}
