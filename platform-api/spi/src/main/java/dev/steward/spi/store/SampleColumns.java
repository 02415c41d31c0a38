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

  /** What rolled samples stand for; null where there never was one. */
  private @Nullable Rolled rolled;

  private static final class Rolled {
    private long[] counts;
    private double[] lost;
    private long[] spansMillis;

    Rolled(int capacity) {
      counts = new long[capacity];
      lost = new double[capacity];
      spansMillis = new long[capacity];
    }

    void grow(int capacity) {
      counts = Arrays.copyOf(counts, capacity);
      lost = Arrays.copyOf(lost, capacity);
      spansMillis = Arrays.copyOf(spansMillis, capacity);
    }
  }

  /** Forgets all samples and keeps the room. */
  public void clear() {
    if (histograms != null) {
      Arrays.fill(histograms, 0, size, null);
    }
    if (startsMillis != null) {
      Arrays.fill(startsMillis, 0, size, SampleBatch.NO_START);
    }
    if (rolled != null) {
      Arrays.fill(rolled.spansMillis, 0, size, 0);
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
      if (rolled != null) {
        rolled.grow(capacity);
      }
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

  /** Adds samples of other columns, from one position up to another, later than all before. */
  public void addAll(SampleColumns from, int first, int end) {
    if (from.rolled != null) {
      for (int i = first; i < end; i++) {
        add(from, i);
      }
      return;
    }
    int count = end - first;
    reserve(count);
    System.arraycopy(from.timestampsMillis, first, timestampsMillis, size, count);
    System.arraycopy(from.values, first, values, size, count);
    if (from.histograms != null) {
      histograms = histograms == null ? new NativeHistogram[values.length] : histograms;
      System.arraycopy(from.histograms, first, histograms, size, count);
    }
    if (from.startsMillis != null) {
      startsMillis = startsMillis == null ? new long[values.length] : startsMillis;
      System.arraycopy(from.startsMillis, first, startsMillis, size, count);
    }
    size += count;
  }

  /** Says since when the sample added last has been counting. */
  public void setStart(long startMillis) {
    if (startsMillis == null) {
      startsMillis = new long[values.length];
    }
    startsMillis[size - 1] = startMillis;
  }

  /**
   * Says that the sample added last stands for a span of time.
   *
   * @param spanMillis length of the span
   * @param count how many samples it stands for, those that are here themselves left out
   * @param lost what a counter lost in resets since the sample before it here; NaN where that is
   *     for the reader to find
   */
  public void setRolled(long spanMillis, long count, double lost) {
    if (rolled == null) {
      rolled = new Rolled(values.length);
    }
    rolled.spansMillis[size - 1] = spanMillis;
    rolled.counts[size - 1] = count;
    rolled.lost[size - 1] = lost;
  }

  /** Adds a sample of other columns, with all that is known of it. */
  public void add(SampleColumns from, int index) {
    NativeHistogram histogram = from.histogram(index);
    if (histogram == null) {
      add(from.timestampsMillis[index], from.values[index]);
    } else {
      add(from.timestampsMillis[index], histogram);
    }
    if (from.startMillis(index) != SampleBatch.NO_START) {
      setStart(from.startMillis(index));
    }
    if (from.isRolled(index)) {
      setRolled(from.spanMillis(index), from.count(index), from.lost(index));
    }
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

  /** Whether any sample may be rolled; false saves asking for each. */
  public boolean mayHoldRolled() {
    return rolled != null;
  }

  /** Whether a sample stands for others of a span of time. */
  public boolean isRolled(int index) {
    return rolled != null && rolled.spansMillis[index] != 0;
  }

  /**
   * Length of the span that a sample stands for: the span ends at a multiple of it, at or after the
   * sample; 0 for a sample that stands for itself.
   */
  public long spanMillis(int index) {
    return rolled == null ? 0 : rolled.spansMillis[index];
  }

  /** How many samples a sample stands for. */
  public long count(int index) {
    return isRolled(index) && rolled != null ? rolled.counts[index] : 1;
  }

  /**
   * What a counter lost in resets between the sample before and this one; NaN where comparing the
   * two tells.
   */
  public double lost(int index) {
    return isRolled(index) && rolled != null ? rolled.lost[index] : Double.NaN;
  }
}
