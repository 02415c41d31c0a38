package dev.steward.query.promql.function;

import dev.steward.query.value.Compensated;
import dev.steward.query.value.StepSeries;
import dev.steward.query.value.histogram.HistogramSum;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.MetricQuery;
import java.util.Objects;

/** The sum or the mean of the samples, of numbers or of histograms. */
final class SumOverTime implements RangeFunction {
  private final boolean mean;

  SumOverTime(boolean mean) {
    this.mean = mean;
  }

  @Override
  public MetricQuery.Rollup rollup() {
    return MetricQuery.Rollup.SUM;
  }

  @Override
  public void apply(RangeSeries series, RangeCall call, StepSeries out) {
    Compensated sum = new Compensated();
    for (int step = 0; step < series.steps(); step++) {
      int first = series.from(step);
      int end = series.to(step);
      int histograms = series.histogramsIn(first, end);
      if (histograms == 0) {
        if (end > first) {
          long count = series.countOf(first, end);
          out.set(
              step,
              mean && count > end - first
                  ? total(series.values(), first, end, sum) / count
                  : numbers(series.values(), first, end, sum));
        }
      } else if (histograms < end - first) {
        call.annotations().mixedFloatsAndHistograms(series.metricName(), call.range());
      } else {
        histograms(series, call, step, out);
      }
    }
  }

  private double numbers(double[] values, int first, int end, Compensated sum) {
    sum.reset();
    if (mean) {
      for (int i = first; i < end; i++) {
        sum.addToMean(values[i]);
      }
      return sum.mean();
    }
    return total(values, first, end, sum);
  }

  private static double total(double[] values, int first, int end, Compensated sum) {
    sum.reset();
    for (int i = first; i < end; i++) {
      sum.add(values[i]);
    }
    return sum.sum();
  }

  /** A histogram that stands for others, as if they were the same; the store says so. */
  private static NativeHistogram timesCount(NativeHistogram histogram, long count) {
    return count == 1 ? histogram : WorkingHistogram.of(histogram).scale(count).build();
  }

  private void histograms(RangeSeries series, RangeCall call, int step, StepSeries out) {
    HistogramSum sum = new HistogramSum();
    try {
      for (int i = series.from(step); i < series.to(step); i++) {
        if (mean) {
          sum.addToMean(Objects.requireNonNull(series.histogram(i)));
        } else {
          sum.add(timesCount(Objects.requireNonNull(series.histogram(i)), series.count(i)));
        }
      }
      out.set(step, mean ? sum.mean() : sum.sum());
    } catch (IncompatibleSchemasException e) {
      call.annotations().mixedSchemas(series.metricName(), call.range());
      return;
    }
    if (sum.reconciled()) {
      call.annotations().boundsReconciled("aggregation", call.range());
    }
    if (sum.hintsCollided()) {
      call.annotations().hintsCollided("aggregation", call.range());
    }
  }
}
