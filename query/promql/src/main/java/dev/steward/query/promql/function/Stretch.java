package dev.steward.query.promql.function;

/**
 * By how much each window's change is stretched to its whole range. It depends on the times of the
 * samples alone, but for counters that would fall below zero; series that are scraped together
 * share their times, so the windows of one series mostly serve the next. For one call of a
 * function.
 */
final class Stretch {
  private static final double NEAR = 1.1;

  private final boolean perSecond;
  private int layout = -1;
  private double[] factors = {};
  private double[] toStarts = {};
  private double[] toEnds = {};
  private double[] sampled = {};

  Stretch(boolean perSecond) {
    this.perSecond = perSecond;
  }

  /** Takes the windows of a series. */
  void load(RangeSeries series) {
    if (series.layout() == layout) {
      return;
    }
    layout = series.layout();
    int steps = series.steps();
    if (factors.length < steps) {
      factors = new double[steps];
      toStarts = new double[steps];
      toEnds = new double[steps];
      sampled = new double[steps];
    }
    long[] times = series.times();
    for (int step = 0; step < steps; step++) {
      int first = series.from(step);
      int last = series.to(step) - 1;
      if (last > first) {
        double seconds = (times[last] - times[first]) / 1000.0;
        double average = seconds / series.countOf(first + 1, last + 1);
        sampled[step] = seconds;
        toStarts[step] = limited((times[first] - series.rangeStart(step)) / 1000.0, average);
        toEnds[step] = limited((series.rangeEnd(step) - times[last]) / 1000.0, average);
        factors[step] = factor(series, seconds, toStarts[step], toEnds[step]);
      }
    }
  }

  /** A distance to an edge; half the average distance of samples where the edge is far. */
  private static double limited(double distance, double average) {
    return distance >= average * NEAR ? average / 2 : distance;
  }

  private double factor(RangeSeries series, double seconds, double toStart, double toEnd) {
    double factor = (seconds + toStart + toEnd) / seconds;
    return perSecond ? factor / series.rangeSeconds() : factor;
  }

  /** The factor of a step's window of at least two samples. */
  double plain(int step) {
    return factors[step];
  }

  /**
   * The factor of a counter that had {@code firstValue} at its first sample: it was zero no earlier
   * than its slope says.
   */
  double ofCounter(RangeSeries series, int step, double firstValue, double change) {
    if (!(change > 0 && firstValue >= 0) || sampled[step] * firstValue > toStarts[step] * change) {
      return factors[step];
    }
    double toZero = Math.min(toStarts[step], sampled[step] * (firstValue / change));
    return factor(series, sampled[step], toZero, toEnds[step]);
  }

  /** The factor of a counter that started at zero inside the range. */
  double fromStart(RangeSeries series, int step, long startMillis) {
    int first = series.from(step);
    int last = series.to(step) - 1;
    long[] times = series.times();
    double average = last == first ? 0 : (times[last] - times[first]) / 1000.0 / (last - first);
    double toEnd = limited((series.rangeEnd(step) - times[last]) / 1000.0, average);
    return factor(series, (times[last] - startMillis) / 1000.0, 0, toEnd);
  }
}
