package dev.steward.query.promql.function;

import dev.steward.query.value.Compensated;

/** The straight line through the numbers by least squares: its slope, or its value later on. */
final class Regression extends NumberWindow {
  private final boolean predicts;

  Regression(boolean predicts) {
    super(2);
    this.predicts = predicts;
  }

  @Override
  double apply(
      long[] times,
      double[] values,
      int first,
      int end,
      RangeSeries series,
      RangeCall call,
      int step) {
    // For the slope any moment near the samples does, and keeps the sums exact.
    long origin = predicts ? series.evaluationTime(step) : times[first];
    double constant = values[first];
    boolean isConstant = true;
    Compensated x = new Compensated();
    Compensated y = new Compensated();
    Compensated xy = new Compensated();
    Compensated xx = new Compensated();
    for (int i = first; i < end; i++) {
      double value = values[i];
      isConstant &= value == constant || i == first;
      double seconds = (times[i] - origin) / 1000.0;
      x.add(seconds);
      y.add(value);
      xy.add(seconds * value);
      xx.add(seconds * seconds);
    }
    if (isConstant) {
      boolean infinite = Double.isInfinite(constant);
      return infinite ? Double.NaN : predicts ? constant : 0;
    }
    double count = end - first;
    double covariance = xy.sum() - x.sum() * y.sum() / count;
    double variance = xx.sum() - x.sum() * x.sum() / count;
    double slope = covariance / variance;
    double intercept = y.sum() / count - slope * x.sum() / count;
    return predicts ? slope * call.scalar(0, step) + intercept : slope;
  }
}
