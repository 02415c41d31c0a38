package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;
import java.util.Arrays;

/** Keeps a series' samples and looks at each window's at the end. */
final class SampleAccumulator implements Accumulator {
  /** What is made of the samples of one window, from one index to another. */
  interface Finisher {
    double result(long[] timestampsNanos, double[] values, int from, int to);
  }

  private final Windows windows;
  private final Finisher finisher;
  private long[] timestamps = new long[16];
  private double[] values = new double[16];
  private int size;

  SampleAccumulator(Windows windows, Finisher finisher) {
    this.windows = windows;
    this.finisher = finisher;
  }

  @Override
  public void add(int first, int last, long timestampNanos, double value) {
    if (size == values.length) {
      timestamps = Arrays.copyOf(timestamps, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    timestamps[size] = timestampNanos;
    values[size] = value;
    size++;
  }

  @Override
  public StepSeries finish(Labels labels) {
    StepSeries series = StepSeries.empty(labels, windows.count());
    int from = 0;
    int to = 0;
    for (int i = 0; i < windows.count(); i++) {
      long end = windows.firstEndNanos() + i * windows.stepNanos();
      while (to < size && timestamps[to] <= end) {
        to++;
      }
      while (from < to && timestamps[from] <= end - windows.widthNanos()) {
        from++;
      }
      if (from < to) {
        series.set(i, finisher.result(timestamps, values, from, to));
      }
    }
    return series;
  }
}
