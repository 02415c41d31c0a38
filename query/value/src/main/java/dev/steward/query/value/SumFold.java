package dev.steward.query.value;

import dev.steward.query.value.histogram.HistogramSum;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Sums or means at each step, of numbers or of histograms.
 *
 * <p>The columns do for all steps at once what {@link Compensated} does for one sum.
 */
final class SumFold implements Fold {
  private final double[] sums;
  private final double[] errors;
  private final double[] counts;
  private final boolean mean;
  private final SampleNotices notices;

  /** Means that overflowed as sums; null until one does. */
  private boolean @Nullable [] incremental;

  /** Null until a histogram comes. */
  private @Nullable HistogramSum @Nullable [] histograms;

  /** Steps at which histograms met that cannot be put together; null until there is one. */
  private boolean @Nullable [] broken;

  SumFold(int steps, boolean mean, SampleNotices notices) {
    this.sums = new double[steps];
    this.errors = new double[steps];
    this.counts = new double[steps];
    this.mean = mean;
    this.notices = notices;
  }

  @Override
  public void add(StepSeries series) {
    double[] values = series.values();
    boolean mixed = series.mayHoldHistograms();
    for (int step = 0; step < sums.length; step++) {
      double value = values[step];
      if (StepSeries.isAbsent(value)) {
        continue;
      }
      NativeHistogram histogram = mixed ? series.histogram(step) : null;
      if (histogram != null) {
        add(step, histogram, series.labels());
      } else if (mean) {
        addToMean(step, value);
      } else {
        counts[step]++;
        addFloat(step, value);
      }
    }
  }

  private void addFloat(int step, double value) {
    double sum = sums[step];
    double total = sum + value;
    if (Double.isInfinite(total)) {
      errors[step] = 0;
    } else if (Math.abs(sum) >= Math.abs(value)) {
      errors[step] += (sum - total) + value;
    } else {
      errors[step] += (value - total) + sum;
    }
    sums[step] = total;
  }

  private void addToMean(int step, double value) {
    double count = ++counts[step];
    if (count == 1) {
      sums[step] = value;
      return;
    }
    if (incremental == null || !incremental[step]) {
      double sumBefore = sums[step];
      double errorBefore = errors[step];
      addFloat(step, value);
      if (!Double.isInfinite(sums[step])) {
        return;
      }
      if (incremental == null) {
        incremental = new boolean[sums.length];
      }
      incremental[step] = true;
      sums[step] = sumBefore / (count - 1);
      errors[step] = errorBefore / (count - 1);
    }
    double share = (count - 1) / count;
    sums[step] *= share;
    errors[step] *= share;
    addFloat(step, value / count);
  }

  private void add(int step, NativeHistogram histogram, Labels labels) {
    if (histograms == null) {
      histograms = new HistogramSum[sums.length];
    }
    if (broken != null && broken[step]) {
      return;
    }
    HistogramSum sum = histograms[step];
    if (sum == null) {
      sum = new HistogramSum();
      histograms[step] = sum;
    }
    try {
      if (mean) {
        sum.addToMean(histogram);
      } else {
        sum.add(histogram);
      }
    } catch (IncompatibleSchemasException e) {
      notices.mixedSchemas(labels.valueOrEmpty(Labels.METRIC_NAME));
      if (broken == null) {
        broken = new boolean[sums.length];
      }
      broken[step] = true;
    }
  }

  @Override
  public StepSeries result(Labels group) {
    StepSeries result = new StepSeries(group, sums.length);
    for (int step = 0; step < sums.length; step++) {
      HistogramSum histogram = histograms == null ? null : histograms[step];
      if (histogram != null && counts[step] > 0) {
        notices.mixedFloatsAndHistograms();
      } else if (histogram != null) {
        setHistogram(result, step, histogram);
      } else if (counts[step] > 0) {
        result.set(step, mean ? meanOf(step) : sumOf(step));
      }
    }
    return result;
  }

  private double sumOf(int step) {
    return Double.isInfinite(sums[step]) ? sums[step] : sums[step] + errors[step];
  }

  private double meanOf(int step) {
    return incremental != null && incremental[step]
        ? sums[step] + errors[step]
        : sums[step] / counts[step] + errors[step] / counts[step];
  }

  private void setHistogram(StepSeries result, int step, HistogramSum sum) {
    if (sum.reconciled()) {
      notices.boundsReconciled();
    }
    if (sum.hintsCollided()) {
      notices.counterResetsCollided();
    }
    if (broken != null && broken[step]) {
      return;
    }
    try {
      result.set(step, mean ? sum.mean() : sum.sum());
    } catch (IncompatibleSchemasException e) {
      throw new IllegalStateException("the errors of a sum took another layout", e);
    }
  }
}
