package dev.steward.query.promql.function;

/** Variance or standard deviation of the numbers, by Welford's method with compensated sums. */
final class VarianceOverTime extends NumberWindow {
  private final boolean deviation;

  VarianceOverTime(boolean deviation) {
    super(1);
    this.deviation = deviation;
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
    double count = 0;
    double mean = 0;
    double meanError = 0;
    double squares = 0;
    double squaresError = 0;
    for (int i = first; i < end; i++) {
      count++;
      double value = values[i];
      double delta = value - (mean + meanError);
      double share = delta / count;
      double nextMean = mean + share;
      meanError = error(mean, share, nextMean, meanError);
      mean = nextMean;
      double square = delta * (value - (mean + meanError));
      double nextSquares = squares + square;
      squaresError = error(squares, square, nextSquares, squaresError);
      squares = nextSquares;
    }
    double variance = (squares + squaresError) / count;
    return deviation ? Math.sqrt(variance) : variance;
  }

  private static double error(double sum, double value, double total, double error) {
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(value)
        ? error + ((sum - total) + value)
        : error + ((value - total) + sum);
  }
}
