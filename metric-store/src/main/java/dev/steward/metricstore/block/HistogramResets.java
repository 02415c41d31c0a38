package dev.steward.metricstore.block;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import java.util.Arrays;

/** Tells histograms that only grew from those that may have started anew. */
final class HistogramResets {
  private HistogramResets() {}

  /**
   * Whether a counter may have been reset between two histograms; false only if it surely was not,
   * or if they are no counters.
   */
  static boolean mayBe(NativeHistogram before, NativeHistogram now) {
    if (now.resetHint() != ResetHint.UNKNOWN) {
      return now.resetHint() == ResetHint.RESET;
    }
    return now.count() < before.count()
        || now.zeroCount() < before.zeroCount()
        || !sameLayout(before, now)
        || anyLess(now.positiveBuckets(), before.positiveBuckets())
        || anyLess(now.negativeBuckets(), before.negativeBuckets());
  }

  private static boolean sameLayout(NativeHistogram one, NativeHistogram other) {
    return one.schema() == other.schema()
        && one.zeroThreshold() == other.zeroThreshold()
        && Arrays.equals(one.positiveSpans(), other.positiveSpans())
        && Arrays.equals(one.negativeSpans(), other.negativeSpans())
        && Arrays.equals(one.customBounds(), other.customBounds());
  }

  private static boolean anyLess(double[] now, double[] before) {
    for (int i = 0; i < now.length; i++) {
      if (now[i] < before[i]) {
        return true;
      }
    }
    return false;
  }
}
