package dev.steward.query.value.histogram;

import dev.steward.spi.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * A sum of histograms with the errors of its additions carried along, and the mean that is made of
 * it. For one thread.
 *
 * <p>The errors are a histogram of their own with the layout of the sum; each population is summed
 * as {@link dev.steward.query.value.Compensated} sums numbers.
 */
public final class HistogramSum {
  private @Nullable WorkingHistogram sum;
  private @Nullable WorkingHistogram errors;
  private double count;
  private boolean incremental;
  private boolean reconciled;
  private boolean sawReset;
  private boolean sawNoReset;

  /** Starts again from nothing. */
  public void reset() {
    sum = null;
    errors = null;
    count = 0;
    incremental = false;
    reconciled = false;
    sawReset = false;
    sawNoReset = false;
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** Whether custom bounds differed. */
  public boolean reconciled() {
    return reconciled;
  }

  /** Whether some histogram says that it follows a reset, and another that it does not. */
  public boolean hintsCollided() {
    return sawReset && sawNoReset;
  }

  /** Adds a histogram to the sum. */
  public void add(NativeHistogram histogram) throws IncompatibleSchemasException {
    track(histogram);
    count++;
    WorkingHistogram addend = WorkingHistogram.of(histogram);
    if (sum == null) {
      sum = addend;
      errors = addend.emptyTwin();
    } else {
      addCompensated(addend);
    }
  }

  private void track(NativeHistogram histogram) {
    sawReset |= histogram.resetHint() == NativeHistogram.ResetHint.RESET;
    sawNoReset |= histogram.resetHint() == NativeHistogram.ResetHint.NOT_RESET;
  }

  /** Takes a histogram into the mean. Not to be mixed with {@link #add}. */
  public void addToMean(NativeHistogram histogram) throws IncompatibleSchemasException {
    if (sum == null || errors == null) {
      add(histogram);
      return;
    }
    track(histogram);
    count++;
    WorkingHistogram addend = WorkingHistogram.of(histogram);
    if (!incremental) {
      WorkingHistogram sumBefore = sum.copy();
      WorkingHistogram errorsBefore = errors.copy();
      addCompensated(addend.copy());
      if (!sum.hasOverflow()) {
        return;
      }
      incremental = true;
      sum = sumBefore.divide(count - 1);
      errors = errorsBefore.divide(count - 1);
    }
    double share = (count - 1) / count;
    sum.scale(share);
    errors.scale(share);
    addCompensated(addend.divide(count));
  }

  private void addCompensated(WorkingHistogram addend) throws IncompatibleSchemasException {
    WorkingHistogram total = sum;
    WorkingHistogram error = errors;
    if (total == null || error == null) {
      return;
    }
    reconciled |= WorkingHistogram.align(total, addend);
    follow(error, total);
    total.joinHint(addend.hint());
    double zero = error.zeroCount();
    double observations = error.count();
    double values = error.sum();
    zero = nextError(total.zeroCount(), addend.zeroCount(), zero);
    observations = nextError(total.count(), addend.count(), observations);
    values = nextError(total.sum(), addend.sum(), values);
    error.setTotals(zero, observations, values);
    total.setTotals(
        total.zeroCount() + addend.zeroCount(),
        total.count() + addend.count(),
        total.sum() + addend.sum());
    addBuckets(total.positive(), error.positive(), addend.positive());
    addBuckets(total.negative(), error.negative(), addend.negative());
  }

  /** Gives the errors the layout that the sum has taken. */
  private static void follow(WorkingHistogram error, WorkingHistogram total) {
    if (total.hasCustomBuckets()) {
      if (error.bounds() != total.bounds()) {
        error.coarsen(total.bounds());
      }
      return;
    }
    if (error.zeroThreshold() < total.zeroThreshold()) {
      error.widenZero(total.zeroThreshold());
    }
    error.reduceTo(total.schema());
  }

  private static void addBuckets(Buckets total, Buckets error, Buckets addend) {
    for (int i = 0; i < addend.size(); i++) {
      int index = addend.index(i);
      double value = addend.count(i);
      int at = total.positionOf(index);
      double before = total.count(at);
      int errorAt = error.positionOf(index);
      error.setCount(errorAt, nextError(before, value, error.count(errorAt)));
      total.setCount(at, before + value);
    }
  }

  private static double nextError(double sum, double value, double error) {
    double total = sum + value;
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(value)
        ? error + ((sum - total) + value)
        : error + ((value - total) + sum);
  }

  /** The sum; at least one histogram must have been added. */
  public NativeHistogram sum() throws IncompatibleSchemasException {
    WorkingHistogram total = started().copy();
    addErrors(total, 1);
    return total.build();
  }

  /** The mean of what was added with {@link #addToMean}. */
  public NativeHistogram mean() throws IncompatibleSchemasException {
    WorkingHistogram total = started().copy();
    if (!incremental) {
      total.divide(count);
    }
    addErrors(total, incremental ? 1 : count);
    return total.build();
  }

  private void addErrors(WorkingHistogram total, double divisor)
      throws IncompatibleSchemasException {
    if (errors != null) {
      WorkingHistogram share = errors.copy().divide(divisor);
      total.add(share, 1);
    }
  }

  private WorkingHistogram started() {
    if (sum == null) {
      throw new IllegalStateException("nothing was added");
    }
    return sum;
  }
}
