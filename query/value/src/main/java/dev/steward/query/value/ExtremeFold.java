package dev.steward.query.value;

import dev.steward.spi.model.Labels;

/** The smallest or the largest number at each step; NaN only where there is nothing else. */
final class ExtremeFold implements Fold {
  private final StepSeries best;
  private final boolean largest;
  private final SampleNotices notices;

  ExtremeFold(int steps, boolean largest, SampleNotices notices) {
    this.best = new StepSeries(Labels.EMPTY, steps);
    this.largest = largest;
    this.notices = notices;
  }

  @Override
  public void add(StepSeries series) {
    double[] values = series.values();
    double[] bests = best.values();
    boolean mixed = series.mayHoldHistograms();
    for (int step = 0; step < bests.length; step++) {
      double value = values[step];
      if (StepSeries.isAbsent(value)) {
        continue;
      }
      if (mixed && !series.isFloat(step)) {
        notices.histogramIgnored();
        continue;
      }
      double sofar = bests[step];
      if (Double.isNaN(sofar) || (largest ? value > sofar : value < sofar)) {
        best.set(step, value);
      }
    }
  }

  @Override
  public StepSeries result(Labels group) {
    best.relabel(group, false);
    return best;
  }
}
