package dev.steward.query.logql.metric;

import dev.steward.spi.model.Labels;

/**
 * Adds whole numbers: lines, or their bytes. A sample costs the same however many windows hold it,
 * because only the changes at the windows' borders are kept.
 */
final class CountAccumulator implements Accumulator {
  private final long[] changes;
  private final int[] lineChanges;
  private final double divisor;

  /** For a number of windows, with results divided by {@code divisor}. */
  CountAccumulator(int windows, double divisor) {
    this.changes = new long[windows + 1];
    this.lineChanges = new int[windows + 1];
    this.divisor = divisor;
  }

  @Override
  public void add(int first, int last, long timestampNanos, double value) {
    addMany(first, last, 1, (long) value);
  }

  /** Adds several lines of a window at once. */
  void addMany(int first, int last, long lines, long sum) {
    changes[first] += sum;
    changes[last + 1] -= sum;
    lineChanges[first] += (int) lines;
    lineChanges[last + 1] -= (int) lines;
  }

  @Override
  public StepSeries finish(Labels labels) {
    int windows = changes.length - 1;
    StepSeries series = StepSeries.empty(labels, windows);
    long sum = 0;
    int lines = 0;
    for (int i = 0; i < windows; i++) {
      sum += changes[i];
      lines += lineChanges[i];
      if (lines > 0) {
        series.set(i, sum / divisor);
      }
    }
    return series;
  }
}
