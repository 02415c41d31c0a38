package dev.steward.metricstore.block;

import dev.steward.metricstore.block.RolledSeries.Column;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.store.SampleColumns;

/**
 * Makes points of samples. Reused from series to series; for one thread.
 *
 * <p>All that is kept can be put together again from the points of neighbouring spans: smallest of
 * the smallest, sum of the sums, and so on. For counters, the first and the last sample with what
 * resets took away between them say exactly how much was counted, over any number of spans. A reset
 * of a histogram is kept as the two samples around it instead: histograms are rarely reset, and
 * whatever computes with them later finds the reset by itself.
 */
public final class RollUp {
  private final Level level;
  private final RolledSeries into;
  private double sum;
  private double compensation;

  /** Adds points of a level to a series. */
  public RollUp(Level level, RolledSeries into) {
    this.level = level;
    this.into = into;
  }

  /** Adds the points of samples that are later than all before. */
  public void add(SampleColumns samples) {
    long[] times = samples.timestampsMillis();
    for (int from = 0; from < samples.size(); ) {
      long end = level.spanEnd(times[from]);
      int to = from + 1;
      while (to < samples.size() && times[to] <= end) {
        to++;
      }
      addSpan(samples, from, to);
      from = to;
    }
  }

  private void addSpan(SampleColumns samples, int from, int to) {
    double[] values = samples.values();
    int last = to - 1;
    while (last >= from && SampleValues.isStale(values[last])) {
      last--;
    }
    if (last >= from) {
      addPoint(samples, from, last);
    }
    if (last < to - 1) {
      into.column(Column.LAST).add(samples, to - 1);
    }
  }

  private void addPoint(SampleColumns samples, int from, int last) {
    double[] values = samples.values();
    double min = Double.NaN;
    double max = Double.NaN;
    double lost = 0;
    sum = 0;
    compensation = 0;
    int count = 0;
    int numbers = 0;
    int before = -1;
    int kept = -1;
    for (int i = from; i <= last; i++) {
      double value = values[i];
      if (SampleValues.isStale(value)) {
        continue;
      }
      boolean number = samples.histogram(i) == null;
      if (before < 0 || mayBeReset(samples, before, i)) {
        kept = keepAround(samples, before, i, last, kept);
      } else if (number && value < values[before]) {
        lost += values[before];
      }
      if (number) {
        min = value < min || Double.isNaN(min) ? value : min;
        max = value > max || Double.isNaN(max) ? value : max;
        addToSum(value);
        numbers++;
      }
      count++;
      before = i;
    }
    long time = samples.timestampsMillis()[last];
    into.column(Column.LAST).add(samples, last);
    if (numbers > 0) {
      boolean beside = samples.histogram(last) == null;
      addUnlessSame(Column.MIN, time, min, beside, values[last]);
      addUnlessSame(Column.MAX, time, max, beside, values[last]);
      addUnlessSame(Column.SUM, time, total(), beside, values[last]);
    }
    addUnlessSame(Column.COUNT, time, count, true, 1);
    addUnlessSame(Column.LOST, time, lost, true, 0);
  }

  private void addUnlessSame(
      Column column, long time, double value, boolean comparable, double known) {
    if (!comparable || Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(known)) {
      into.column(column).add(time, value);
    }
  }

  /** Keeps the samples around a possible reset; the newest of the span is kept anyway. */
  private int keepAround(SampleColumns samples, int before, int index, int last, int kept) {
    int newest = kept;
    SampleColumns first = into.column(Column.FIRST);
    if (before > kept) {
      first.add(samples, before);
      newest = before;
    }
    if (index < last) {
      first.add(samples, index);
      newest = index;
    }
    return newest;
  }

  /** Whether a histogram is among two samples and something in it may have fallen. */
  private static boolean mayBeReset(SampleColumns samples, int before, int index) {
    if (!samples.mayHoldHistograms()) {
      return false;
    }
    NativeHistogram earlier = samples.histogram(before);
    NativeHistogram later = samples.histogram(index);
    if (earlier == null || later == null) {
      return earlier != later;
    }
    return HistogramResets.mayBe(earlier, later);
  }

  /** Neumaier's summation: what is lost to rounding is added at the end. */
  private void addToSum(double value) {
    double next = sum + value;
    if (Double.isInfinite(next)) {
      compensation = 0;
    } else if (Math.abs(sum) >= Math.abs(value)) {
      compensation += (sum - next) + value;
    } else {
      compensation += (value - next) + sum;
    }
    sum = next;
  }

  private double total() {
    return Double.isInfinite(sum) ? sum : sum + compensation;
  }
}
