package dev.steward.query.value;

/**
 * A sum with the error of its additions carried along (Kahan's, in Neumaier's form), and the mean
 * that is made of it. For one thread.
 *
 * <p>A mean is the sum divided by the count as long as the sum does not overflow; from then on each
 * value moves the mean by its share, which is less exact and never overflows.
 */
public final class Compensated {
  private double sum;
  private double compensation;
  private double count;
  private boolean incremental;

  /** Starts again from nothing. */
  public void reset() {
    sum = 0;
    compensation = 0;
    count = 0;
    incremental = false;
  }

  /** Adds a value to the sum. */
  public void add(double value) {
    double total = sum + value;
    if (Double.isInfinite(total)) {
      compensation = 0;
    } else if (Math.abs(sum) >= Math.abs(value)) {
      compensation += (sum - total) + value;
    } else {
      compensation += (value - total) + sum;
    }
    sum = total;
  }

  /** The sum. */
  public double sum() {
    return Double.isInfinite(sum) ? sum : sum + compensation;
  }

  /** Takes a value into the mean. Not to be mixed with {@link #add}. */
  public void addToMean(double value) {
    count++;
    if (count == 1) {
      sum = value;
      return;
    }
    if (!incremental) {
      double before = sum;
      double compensationBefore = compensation;
      add(value);
      if (!Double.isInfinite(sum)) {
        return;
      }
      incremental = true;
      sum = before / (count - 1);
      compensation = compensationBefore / (count - 1);
    }
    double share = (count - 1) / count;
    sum *= share;
    compensation *= share;
    add(value / count);
  }

  /** The mean of what was added with {@link #addToMean}. */
  public double mean() {
    return incremental ? sum + compensation : sum / count + compensation / count;
  }
}
