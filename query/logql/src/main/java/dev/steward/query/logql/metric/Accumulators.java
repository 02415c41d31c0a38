package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.MetricExpression.RangeAggregation;
import java.util.Objects;

/** Chooses how a range aggregation collects. */
final class Accumulators {
  private Accumulators() {}

  static Accumulator of(RangeAggregation aggregation, Windows windows) {
    int count = windows.count();
    double seconds = windows.widthNanos() / 1e9;
    boolean numbers = aggregation.range().unwrap() != null;
    return switch (aggregation.operation()) {
      case COUNT_OVER_TIME, BYTES_OVER_TIME, ABSENT_OVER_TIME -> new CountAccumulator(count, 1);
      case BYTES_RATE -> new CountAccumulator(count, seconds);
      case RATE ->
          numbers ? new SumAccumulator(count, seconds) : new CountAccumulator(count, seconds);
      case SUM_OVER_TIME -> new SumAccumulator(count, 1);
      case AVG_OVER_TIME -> new MeanAccumulator(count);
      case MIN_OVER_TIME -> new PickAccumulator(PickAccumulator.SMALLEST, count);
      case MAX_OVER_TIME -> new PickAccumulator(PickAccumulator.LARGEST, count);
      case FIRST_OVER_TIME -> new PickAccumulator(PickAccumulator.OLDEST, count);
      case LAST_OVER_TIME -> new PickAccumulator(PickAccumulator.NEWEST, count);
      case STDDEV_OVER_TIME -> new VarianceAccumulator(true, count);
      case STDVAR_OVER_TIME -> new VarianceAccumulator(false, count);
      case QUANTILE_OVER_TIME ->
          new SampleAccumulator(
              windows, new Quantile(Objects.requireNonNull(aggregation.parameter(), "parameter")));
      case RATE_COUNTER -> new SampleAccumulator(windows, new CounterRate(windows.widthNanos()));
    };
  }
}
