package dev.steward.query.value;

import dev.steward.spi.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** Points of one series in columns, rising in time. Immutable; the arrays given become its own. */
public final class Points {
  private final long[] timestampsMillis;
  private final double[] values;
  private final @Nullable NativeHistogram @Nullable [] histograms;

  /**
   * Points in columns of equal length.
   *
   * @param timestampsMillis milliseconds since the Unix epoch, rising
   * @param values the numbers; without meaning where there is a histogram
   * @param histograms a histogram or null for each point, or null where all points are numbers
   */
  public Points(
      long[] timestampsMillis, double[] values, @Nullable NativeHistogram @Nullable [] histograms) {
    if (values.length != timestampsMillis.length
        || (histograms != null && histograms.length != values.length)) {
      throw new IllegalArgumentException(
          "values: "
              + values.length
              + " (expected: "
              + timestampsMillis.length
              + ", as the times)");
    }
    this.timestampsMillis = timestampsMillis;
    this.values = values;
    this.histograms = histograms;
  }

  /** Points that are all numbers. */
  public Points(long[] timestampsMillis, double[] values) {
    this(timestampsMillis, values, null);
  }

  /** How many points there are. */
  public int size() {
    return values.length;
  }

  /** Time of a point, milliseconds since the Unix epoch. */
  public long timestampMillis(int index) {
    return timestampsMillis[index];
  }

  /** The number of a point; without meaning where there is a histogram. */
  public double value(int index) {
    return values[index];
  }

  /** The histogram of a point, or null for a number. */
  public @Nullable NativeHistogram histogram(int index) {
    return histograms == null ? null : histograms[index];
  }

  /** Whether any point is a histogram. */
  public boolean hasHistograms() {
    if (histograms != null) {
      for (NativeHistogram histogram : histograms) {
        if (histogram != null) {
          return true;
        }
      }
    }
    return false;
  }
}
