package dev.steward.query.promql.function;

import java.util.Arrays;

/**
 * Where a counter of numbers fell, found once for a series, so that each window costs only its own
 * resets. Immutable.
 */
final class CounterResets {
  /** No resets. */
  static final CounterResets NONE = new CounterResets(new int[0], new double[0], 0);

  /** Positions of samples that follow a reset, rising. */
  private final int[] positions;

  /** The value before each. */
  private final double[] lost;

  private final int size;

  private CounterResets(int[] positions, double[] lost, int size) {
    this.positions = positions;
    this.lost = lost;
    this.size = size;
  }

  static CounterResets of(RangeSeries series, RangeCall call) {
    if (call.startTimestamps()) {
      return withStarts(series, call);
    }
    double[] values = series.values();
    int size = series.size();
    boolean rolled = series.mayHoldRolled();
    int[] positions = NONE.positions;
    double[] lost = NONE.lost;
    int found = 0;
    for (int i = 1; i < size; i++) {
      double known = rolled ? series.lost(i) : Double.NaN;
      if (Double.isNaN(known) ? values[i] < values[i - 1] : known != 0) {
        if (found == positions.length) {
          positions = Arrays.copyOf(positions, Math.max(8, found * 2));
          lost = Arrays.copyOf(lost, positions.length);
        }
        positions[found] = i;
        lost[found++] = Double.isNaN(known) ? values[i - 1] : known;
      }
    }
    return found == 0 ? NONE : new CounterResets(positions, lost, found);
  }

  private static CounterResets withStarts(RangeSeries series, RangeCall call) {
    double[] values = series.values();
    long[] times = series.times();
    int[] positions = new int[series.size()];
    double[] lost = new double[series.size()];
    int found = 0;
    for (int i = 1; i < series.size(); i++) {
      if (series.histogram(i) != null || series.histogram(i - 1) != null) {
        continue;
      }
      long start = series.startMillis(i);
      long startBefore = series.startMillis(i - 1);
      if (StartTimestamps.overlaps(startBefore, times[i - 1], start)) {
        call.annotations().overlappingStart(series.metricName(), call.range());
      }
      if (values[i] < values[i - 1]
          || StartTimestamps.isReset(startBefore, times[i - 1], start, times[i])) {
        positions[found] = i;
        lost[found++] = values[i - 1];
      }
    }
    return new CounterResets(positions, lost, found);
  }

  /** What the resets after {@code first} up to {@code last} took away. */
  double correction(int first, int last) {
    if (size == 0) {
      return 0;
    }
    int at = Arrays.binarySearch(positions, 0, size, first + 1);
    double correction = 0;
    for (int i = at < 0 ? -at - 1 : at; i < size && positions[i] <= last; i++) {
      correction += lost[i];
    }
    return correction;
  }
}
