package dev.steward.spi.store;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples that are stored together, in columns: position {@code i} of each column is one sample.
 * Built by one thread and handed over to a store, which owns it from then on.
 */
public final class SampleBatch {
  /** Where no start timestamp is known. */
  public static final long NO_START = 0;

  /** An exemplar and the series that it belongs to. */
  public record SeriesExemplar(SeriesHandle series, Exemplar exemplar) {}

  private final @Nullable Origin origin;
  private int size;
  private SeriesHandle[] series;
  private long[] timestampsMillis;
  private double[] values;
  private NativeHistogram @Nullable [] histograms;
  private long @Nullable [] startsMillis;
  private final List<SeriesExemplar> exemplars = new ArrayList<>();
  private final List<MetricMetadata> metadata = new ArrayList<>();

  /**
   * Starts a batch.
   *
   * @param origin where it comes from, or null where it has no sequence
   * @param expectedSize how many samples to make room for
   */
  public SampleBatch(@Nullable Origin origin, int expectedSize) {
    this.origin = origin;
    int capacity = Math.max(16, expectedSize);
    series = new SeriesHandle[capacity];
    timestampsMillis = new long[capacity];
    values = new double[capacity];
  }

  /** Adds a float sample. */
  public void add(SeriesHandle handle, long timestampMillis, double value) {
    ensureRoom();
    series[size] = handle;
    timestampsMillis[size] = timestampMillis;
    values[size] = value;
    size++;
  }

  /** Adds a histogram sample. */
  public void add(SeriesHandle handle, long timestampMillis, NativeHistogram histogram) {
    ensureRoom();
    if (histograms == null) {
      histograms = new NativeHistogram[series.length];
    }
    histograms[size] = histogram;
    series[size] = handle;
    timestampsMillis[size] = timestampMillis;
    values[size] = histogram.sum();
    size++;
  }

  /** Says since when the sample added last has been counting, milliseconds since the Unix epoch. */
  public void setStart(long startMillis) {
    if (startsMillis == null) {
      startsMillis = new long[series.length];
    }
    startsMillis[size - 1] = startMillis;
  }

  /** Adds an exemplar. */
  public void add(SeriesExemplar exemplar) {
    exemplars.add(exemplar);
  }

  /** Adds metadata of a family. */
  public void add(MetricMetadata family) {
    metadata.add(family);
  }

  /** Makes room for this many more samples. */
  public void reserve(int more) {
    if (size + more > series.length) {
      grow(size + more);
    }
  }

  /** Forgets the samples from a position on; what else was added stays. */
  public void cutTo(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("size: " + newSize + " (expected: 0 to " + size + ")");
    }
    if (histograms != null) {
      Arrays.fill(histograms, newSize, size, null);
    }
    if (startsMillis != null) {
      Arrays.fill(startsMillis, newSize, size, NO_START);
    }
    size = newSize;
  }

  private void ensureRoom() {
    if (size == series.length) {
      grow(size * 2);
    }
  }

  private void grow(int capacity) {
    series = Arrays.copyOf(series, capacity);
    timestampsMillis = Arrays.copyOf(timestampsMillis, capacity);
    values = Arrays.copyOf(values, capacity);
    histograms = histograms == null ? null : Arrays.copyOf(histograms, capacity);
    startsMillis = startsMillis == null ? null : Arrays.copyOf(startsMillis, capacity);
  }

  /** Where the batch comes from, or null. */
  public @Nullable Origin origin() {
    return origin;
  }

  /** How many samples there are. */
  public int size() {
    return size;
  }

  /** Series of a sample. */
  public SeriesHandle series(int index) {
    return series[index];
  }

  /** Time of a sample, milliseconds since the Unix epoch. */
  public long timestampMillis(int index) {
    return timestampsMillis[index];
  }

  /** Value of a float sample; the sum of a histogram sample. */
  public double value(int index) {
    return values[index];
  }

  /** The histogram of a sample, or null for a float sample. */
  public @Nullable NativeHistogram histogram(int index) {
    return histograms == null ? null : histograms[index];
  }

  /**
   * Since when a sample has been counting, milliseconds since the Unix epoch, or {@link #NO_START}.
   */
  public long startMillis(int index) {
    return startsMillis == null ? NO_START : startsMillis[index];
  }

  /** The exemplars. */
  public List<SeriesExemplar> exemplars() {
    return exemplars;
  }

  /** The metadata. */
  public List<MetricMetadata> metadata() {
    return metadata;
  }
}
