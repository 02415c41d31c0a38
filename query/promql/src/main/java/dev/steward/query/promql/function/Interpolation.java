package dev.steward.query.promql.function;

import dev.steward.query.value.histogram.Histograms;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;

/** Values between two samples. */
public final class Interpolation {
  private Interpolation() {}

  /**
   * The histogram at some share of the way from one to another; a counter that was reset in between
   * starts again from zero.
   */
  public static NativeHistogram between(
      NativeHistogram before, NativeHistogram after, double share, boolean counter)
      throws IncompatibleSchemasException {
    if (before.hasCustomBuckets() != after.hasCustomBuckets()) {
      WorkingHistogram.of(before).add(WorkingHistogram.of(after), 1);
    }
    if (share >= 1) {
      return after;
    }
    if (counter && Histograms.isReset(before, after)) {
      return WorkingHistogram.of(after).scale(share).build();
    }
    WorkingHistogram way = WorkingHistogram.of(after);
    way.add(WorkingHistogram.of(before), -1);
    way.scale(share);
    way.add(WorkingHistogram.of(before), 1);
    boolean gauge = before.resetHint() == ResetHint.GAUGE || after.resetHint() == ResetHint.GAUGE;
    return way.hint(gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN).build();
  }

  /** The number between two samples; a counter that fell starts again from zero. */
  public static double between(double before, double after, double share, boolean counter) {
    double from = counter && after < before ? 0 : before;
    return from + (after - from) * share;
  }
}
