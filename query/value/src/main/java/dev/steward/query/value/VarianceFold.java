package dev.steward.query.value;

import dev.steward.spi.model.Labels;

/** Variance or standard deviation of the numbers at each step, by Welford's method. */
final class VarianceFold implements Fold {
  private final double[] counts;
  private final double[] means;
  private final double[] squares;
  private final boolean deviation;
  private final SampleNotices notices;

  VarianceFold(int steps, boolean deviation, SampleNotices notices) {
    this.counts = new double[steps];
    this.means = new double[steps];
    this.squares = new double[steps];
    this.deviation = deviation;
    this.notices = notices;
  }

  @Override
  public void add(StepSeries series) {
    double[] values = series.values();
    for (int step = 0; step < counts.length; step++) {
      double value = values[step];
      if (StepSeries.isAbsent(value)) {
        continue;
      }
      if (!series.isFloat(step)) {
        notices.histogramIgnored();
        continue;
      }
      double delta = value - means[step];
      counts[step]++;
      means[step] += delta / counts[step];
      squares[step] += delta * (value - means[step]);
      if (Double.isInfinite(value)) {
        squares[step] = Double.NaN;
      }
    }
  }

  @Override
  public StepSeries result(Labels group) {
    StepSeries result = new StepSeries(group, counts.length);
    for (int step = 0; step < counts.length; step++) {
      if (counts[step] > 0) {
        double variance = squares[step] / counts[step];
        result.set(step, deviation ? Math.sqrt(variance) : variance);
      }
    }
    return result;
  }
}
