package dev.steward.query.value;

import dev.steward.spi.model.Labels;

/** How many samples there are at each step, or just whether there are any. */
final class CountFold implements Fold {
  private final double[] counts;
  private final boolean onlyWhether;

  CountFold(int steps, boolean onlyWhether) {
    this.counts = new double[steps];
    this.onlyWhether = onlyWhether;
  }

  @Override
  public void add(StepSeries series) {
    double[] values = series.values();
    for (int step = 0; step < counts.length; step++) {
      if (!StepSeries.isAbsent(values[step])) {
        counts[step]++;
      }
    }
  }

  @Override
  public StepSeries result(Labels group) {
    StepSeries result = new StepSeries(group, counts.length);
    for (int step = 0; step < counts.length; step++) {
      if (counts[step] > 0) {
        result.set(step, onlyWhether ? 1 : counts[step]);
      }
    }
    return result;
  }
}
