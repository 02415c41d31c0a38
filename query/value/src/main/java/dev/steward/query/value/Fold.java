package dev.steward.query.value;

import dev.steward.spi.model.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Takes the series of one group one by one and holds only what its result needs. For one thread.
 */
public interface Fold {
  /** Takes a series; it may be changed after the call. */
  void add(StepSeries series);

  /** The group's result; the fold is not used afterwards. */
  StepSeries result(Labels group);

  /** A fold of an aggregation that needs no more than one column; null for the others. */
  static @Nullable Fold of(Aggregator aggregator, int steps, SampleNotices notices) {
    return switch (aggregator) {
      case SUM -> new SumFold(steps, false, notices);
      case AVG -> new SumFold(steps, true, notices);
      case COUNT -> new CountFold(steps, false);
      case GROUP -> new CountFold(steps, true);
      case MIN -> new ExtremeFold(steps, false, notices);
      case MAX -> new ExtremeFold(steps, true, notices);
      case STDDEV -> new VarianceFold(steps, true, notices);
      case STDVAR -> new VarianceFold(steps, false, notices);
      case TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO -> null;
    };
  }
}
