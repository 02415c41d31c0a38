package dev.steward.query.logql.metric;

/**
 * A counter's increase per second; where it falls, it was reset. Fewer than two samples give zero.
 *
 * <p>The increase between the first and the last sample is stretched a little towards the counter's
 * zero, as Loki does: its formula is Prometheus' with the span of the samples taken in microseconds
 * and the window in seconds, so that the stretching is felt only in the sixth digit.
 *
 * @param widthNanos length of the window
 */
record CounterRate(long widthNanos) implements SampleAccumulator.Finisher {
  @Override
  public double result(long[] timestampsNanos, double[] values, int from, int to) {
    int count = to - from;
    if (count < 2) {
      return 0;
    }
    double increase = values[to - 1] - values[from];
    double previous = 0;
    for (int i = from; i < to; i++) {
      if (values[i] < previous) {
        increase += previous;
      }
      previous = values[i];
    }
    double width = widthNanos / 1e9;
    double sampled = (timestampsNanos[to - 1] - timestampsNanos[from]) / 1e3;
    double average = sampled / (count - 1);
    double toStart = width;
    if (increase > 0 && values[from] >= 0) {
      toStart = Math.min(toStart, sampled * (values[from] / increase));
    }
    double stretched = sampled + (toStart < average * 1.1 ? toStart : average / 2);
    return increase * (stretched / sampled) / width;
  }
}
