package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.VectorOperation;

/** One group's numbers at one moment, made one. */
final class GroupReduction {
  private final VectorOperation operation;
  private long count;
  private double value;
  private double mean;

  GroupReduction(VectorOperation operation) {
    this.operation = operation;
  }

  void add(double number) {
    count++;
    switch (operation) {
      case SUM -> value += number;
      case AVG -> value = MeanAccumulator.next(value, count, number);
      case MIN -> value = count == 1 || number < value || Double.isNaN(value) ? number : value;
      case MAX -> value = count == 1 || number > value || Double.isNaN(value) ? number : value;
      case STDDEV, STDVAR -> addSquare(number);
      case COUNT, TOPK, BOTTOMK, APPROX_TOPK, SORT, SORT_DESC -> {}
    }
  }

  private void addSquare(double number) {
    if (count == 1) {
      mean = number;
    } else {
      double delta = number - mean;
      mean += delta / count;
      value += delta * (number - mean);
    }
  }

  long count() {
    return count;
  }

  double result() {
    return switch (operation) {
      case COUNT -> count;
      case STDVAR -> value / count;
      case STDDEV -> Math.sqrt(value / count);
      case SUM, AVG, MIN, MAX, TOPK, BOTTOMK, APPROX_TOPK, SORT, SORT_DESC -> value;
    };
  }
}
