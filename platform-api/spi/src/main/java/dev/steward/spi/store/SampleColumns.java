package dev.steward.spi.store;

import dev.steward.spi.model.NativeHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one series in columns, rising in time, reused from series to series so that reading
 * allocates nothing. For one thread.
 */
public final class SampleColumns {
  private int size;
  private long[] timestampsMillis = new long[256];
  private double[] values = new double[256];
  private NativeHistogram @Nullable [] histograms;
  private long @Nullable [] startsMillis;

  /** Forgets all samples and keeps the room. */
  public void clear() {
    if (histograms != null) {
      Arrays.fill(histograms, 0, size, null);
    }
    if (startsMillis != null) {
      Arrays.fill(startsMillis, 0, size, SampleBatch.NO_START);
    }
    size = 0;
  }

  /** Makes room for this many more samples. */
  public void reserve(int more) {
    int needed = size + more;
    if (needed > values.length) {
      int capacity = Math.max(needed, values.length * 2);
      timestampsMillis = Arrays.copyOf(timestampsMillis, capacity);
      values = Arrays.copyOf(values, capacity);
      histograms = histograms == null ? null : Arrays.copyOf(histograms, capacity);
      startsMillis = startsMillis == null ? null : Arrays.copyOf(startsMillis, capacity);
    }
  }

  /** Adds a float sample, later than all before. */
  public void add(long timestampMillis, double value) {
    reserve(1);
    timestampsMillis[size] = timestampMillis;
    values[size] = value;
    size++;
  }

  /** Adds a histogram sample, later than all before. */
  public void add(long timestampMillis, NativeHistogram histogram) {
    reserve(1);
    if (histograms == null) {
      histograms = new NativeHistogram[values.length];
    }
    histograms[size] = histogram;
    timestampsMillis[size] = timestampMillis;
    values[size] = histogram.sum();
    size++;
  }

  /** Says since when the sample added last has been counting. */
  public void setStart(long startMillis) {
    if (startsMillis == null) {
      startsMillis = new long[values.length];
    }
    startsMillis[size - 1] = startMillis;
  }

  /**
   * Declares samples written straight into {@link #timestampsMillis()} and {@link #values()}, for
   * decoders in a hurry: call {@link #reserve} first, write from {@link #size()} on, then this.
   */
  public void grew(int count) {
    size += count;
  }

  /** How many samples there are. */
  public int size() {
    return size;
  }

  /**
   * The times, milliseconds since the Unix epoch, rising; valid up to {@link #size()}, until the
   * next change.
   */
  public long[] timestampsMillis() {
    return timestampsMillis;
  }

  /** The values; for a histogram sample its sum. Valid as the times are. */
  public double[] values() {
    return values;
  }

  /** The histogram of a sample, or null for a float sample. */
  public @Nullable NativeHistogram histogram(int index) {
    return histograms == null ? null : histograms[index];
  }

  /**
   * Whether any histogram was ever added to these columns since they were made; false saves asking
   * for each sample.
   */
  public boolean mayHoldHistograms() {
    return histograms != null;
  }

  /**
   * Since when a sample has been counting, milliseconds since the Unix epoch, or {@link
   * SampleBatch#NO_START}.
   */
  public long startMillis(int index) {
    return startsMillis == null ? SampleBatch.NO_START : startsMillis[index];
  }
}
