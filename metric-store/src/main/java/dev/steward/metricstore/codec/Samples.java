package dev.steward.metricstore.codec;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.util.Arrays;

/** Moves samples between columns. */
public final class Samples {
  private Samples() {}

  /** Appends one sample to other columns. */
  public static void copyOne(SampleColumns from, int index, SampleColumns into) {
    into.add(from, index);
  }

  /** Appends the samples of a range of time to other columns. */
  public static void copy(SampleColumns from, TimeRange range, SampleColumns into) {
    into.addAll(from, indexOf(from, range.start()), indexOf(from, range.end()));
  }

  /** Position of the first sample at or after a moment. */
  public static int indexOf(SampleColumns samples, long timestampMillis) {
    int found = Arrays.binarySearch(samples.timestampsMillis(), 0, samples.size(), timestampMillis);
    return found < 0 ? -found - 1 : found;
  }

  /**
   * Appends two rising sequences as one. Where both have a sample of one moment, the first
   * sequence's is kept: what was stored first stays.
   */
  public static void merge(SampleColumns first, SampleColumns second, SampleColumns into) {
    int i = 0;
    int j = 0;
    while (i < first.size() && j < second.size()) {
      long left = first.timestampsMillis()[i];
      long right = second.timestampsMillis()[j];
      if (left <= right) {
        copyOne(first, i++, into);
        j = left == right ? j + 1 : j;
      } else {
        copyOne(second, j++, into);
      }
    }
    into.addAll(first, i, first.size());
    into.addAll(second, j, second.size());
  }
}
