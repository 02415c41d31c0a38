package dev.steward.query.value;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One series over the steps of a grid: at each step nothing, a number or a histogram. For one
 * thread.
 *
 * <p>Nothing is held as the staleness marker, which never is a result, so that a column of numbers
 * is one array. A series that is handed to a {@link SeriesSink} is the sink's only during the call:
 * producers use one object for all series; {@link #copy()} keeps it.
 */
public final class StepSeries {
  /** What stands at a step without a sample. */
  public static final double ABSENT = SampleValues.STALE;

  private Labels labels;
  private boolean nameDropped;
  private final double[] values;
  private @Nullable NativeHistogram @Nullable [] histograms;

  /** A series without samples. */
  public StepSeries(Labels labels, int steps) {
    this(labels, false, newColumn(steps), null);
  }

  private StepSeries(
      Labels labels,
      boolean nameDropped,
      double[] values,
      @Nullable NativeHistogram @Nullable [] histograms) {
    this.labels = Objects.requireNonNull(labels, "labels");
    this.nameDropped = nameDropped;
    this.values = values;
    this.histograms = histograms;
  }

  private static double[] newColumn(int steps) {
    double[] column = new double[steps];
    Arrays.fill(column, ABSENT);
    return column;
  }

  /** Whether a value says that there is no sample. */
  public static boolean isAbsent(double value) {
    return SampleValues.isStale(value);
  }

  /** Forgets all samples and takes other labels. */
  public void reset(Labels newLabels, boolean newNameDropped) {
    labels = newLabels;
    nameDropped = newNameDropped;
    Arrays.fill(values, ABSENT);
    if (histograms != null) {
      Arrays.fill(histograms, null);
    }
  }

  /** The labels. */
  public Labels labels() {
    return labels;
  }

  /** Whether the metric's name among the labels is to leave the final result. */
  public boolean nameDropped() {
    return nameDropped;
  }

  /** Gives the series other labels. */
  public void relabel(Labels newLabels, boolean newNameDropped) {
    labels = newLabels;
    nameDropped = newNameDropped;
  }

  /** How many steps there are. */
  public int size() {
    return values.length;
  }

  /**
   * The numbers; {@link #ABSENT} where there is no sample, without meaning where there is a
   * histogram.
   */
  public double[] values() {
    return values;
  }

  /** The number at a step. */
  public double value(int step) {
    return values[step];
  }

  /** The histogram at a step, or null. */
  public @Nullable NativeHistogram histogram(int step) {
    return histograms == null ? null : histograms[step];
  }

  /** Whether any histogram may be among the samples; false saves asking for each. */
  public boolean mayHoldHistograms() {
    return histograms != null;
  }

  /** Whether there is a sample at a step. */
  public boolean isPresent(int step) {
    return !isAbsent(values[step]);
  }

  /** Whether there is a number at a step. */
  public boolean isFloat(int step) {
    return !isAbsent(values[step]) && (histograms == null || histograms[step] == null);
  }

  /** Whether there is a sample at any step. */
  public boolean hasSamples() {
    for (double value : values) {
      if (!isAbsent(value)) {
        return true;
      }
    }
    return false;
  }

  /** How many samples there are. */
  public int count() {
    int count = 0;
    for (double value : values) {
      if (!isAbsent(value)) {
        count++;
      }
    }
    return count;
  }

  /** Puts a number at a step. */
  public void set(int step, double value) {
    values[step] = isAbsent(value) ? Double.NaN : value;
    if (histograms != null) {
      histograms[step] = null;
    }
  }

  /** Puts a histogram at a step. */
  public void set(int step, NativeHistogram histogram) {
    if (histograms == null) {
      histograms = new NativeHistogram[values.length];
    }
    histograms[step] = histogram;
    values[step] = 0;
  }

  /** Takes the sample of a step away. */
  public void clear(int step) {
    values[step] = ABSENT;
    if (histograms != null) {
      histograms[step] = null;
    }
  }

  /** Copies the sample of another series' step to a step, or clears it where there is none. */
  public void copyFrom(StepSeries other, int otherStep, int step) {
    NativeHistogram histogram = other.histogram(otherStep);
    if (histogram != null) {
      set(step, histogram);
    } else if (other.isPresent(otherStep)) {
      set(step, other.value(otherStep));
    } else {
      clear(step);
    }
  }

  /** A copy that is the caller's. */
  public StepSeries copy() {
    return new StepSeries(
        labels, nameDropped, values.clone(), histograms == null ? null : histograms.clone());
  }

  /** The samples as points of their grid. */
  public Points points(StepGrid grid) {
    int count = count();
    long[] times = new long[count];
    double[] numbers = new double[count];
    @Nullable NativeHistogram[] found =
        histograms == null ? null : new @Nullable NativeHistogram[count];
    int at = 0;
    for (int step = 0; step < values.length; step++) {
      if (isPresent(step)) {
        times[at] = grid.timeMillis(step);
        numbers[at] = values[step];
        if (found != null) {
          found[at] = histogram(step);
        }
        at++;
      }
    }
    return new Points(times, numbers, found);
  }
}
