package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.LogRange;
import dev.steward.query.logql.syntax.MetricExpression.RangeAggregation;
import dev.steward.query.logql.syntax.RangeOperation;
import dev.steward.query.value.Grouping;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Evaluates range aggregations. For one query and one thread. */
final class RangeEvaluator {
  private static final int ENTRIES_BETWEEN_CHECKPOINTS = 1024;

  private final LogStore store;
  private final QueryContext context;
  private final Steps steps;

  RangeEvaluator(LogStore store, Steps steps, QueryContext context) {
    this.store = store;
    this.steps = steps;
    this.context = context;
  }

  /**
   * Evaluates an aggregation.
   *
   * @param aggregation the aggregation
   * @param grouping which labels tell series apart, or null for all: the aggregation's own, or that
   *     of a sum around it
   */
  List<StepSeries> evaluate(RangeAggregation aggregation, @Nullable Grouping grouping) {
    Windows windows = Windows.of(steps, aggregation.range());
    if (aggregation.operation() == RangeOperation.ABSENT_OVER_TIME) {
      return Absence.of(
          aggregation.range(), all(aggregation, Grouping.ALL, windows).finish(), windows);
    }
    return StoreCount.isPossible(aggregation)
        ? new StoreCount(store, context, this).evaluate(aggregation, grouping, windows)
        : all(aggregation, grouping, windows).finish();
  }

  private SeriesCollector all(
      RangeAggregation aggregation, @Nullable Grouping grouping, Windows windows) {
    SeriesCollector collector = new SeriesCollector(aggregation, windows, context);
    Selector selector = aggregation.range().logs().selector();
    scan(aggregation, grouping, windows, selector, stream -> true, collector);
    return collector;
  }

  /** Reads entries one by one and adds their samples to a collector. */
  void scan(
      RangeAggregation aggregation,
      @Nullable Grouping grouping,
      Windows windows,
      Selector selector,
      Predicate<Labels> streams,
      SeriesCollector collector) {
    LogRange range = aggregation.range();
    RangeSource source = new RangeSource(aggregation, grouping);
    LogQuery query = new LogQuery(selector, windows.span(), range.logs().storeFilters());
    int sinceCheckpoint = 0;
    try (LogCursor cursor = store.read(query, Direction.FORWARD, context)) {
      while (cursor.next()) {
        if (++sinceCheckpoint == ENTRIES_BETWEEN_CHECKPOINTS) {
          context.checkpoint();
          sinceCheckpoint = 0;
        }
        long timestamp = cursor.entry().timestampNanos();
        int first = windows.first(timestamp);
        int last = windows.last(timestamp);
        if (first <= last
            && streams.test(cursor.stream())
            && source.accepts(cursor.stream(), cursor.entry())) {
          collector.add(source.series(), first, last, timestamp, source.value());
        }
      }
    }
  }

  /** The accumulators of an aggregation's series. */
  static final class SeriesCollector {
    private final RangeAggregation aggregation;
    private final Windows windows;
    private final QueryContext context;
    private final Map<Labels, Accumulator> accumulators = new HashMap<>();

    SeriesCollector(RangeAggregation aggregation, Windows windows, QueryContext context) {
      this.aggregation = aggregation;
      this.windows = windows;
      this.context = context;
    }

    void add(Labels series, int first, int last, long timestampNanos, double value) {
      of(series).add(first, last, timestampNanos, value);
    }

    /** The accumulator of a series; each new one is charged for its windows. */
    Accumulator of(Labels series) {
      Accumulator known = accumulators.get(series);
      if (known == null) {
        context.chargeSamples(windows.count());
        known = Accumulators.of(aggregation, windows);
        accumulators.put(series, known);
      }
      return known;
    }

    List<StepSeries> finish() {
      List<StepSeries> all = new ArrayList<>(accumulators.size());
      accumulators.forEach((labels, accumulator) -> all.add(accumulator.finish(labels)));
      all.removeIf(series -> series.present().isEmpty());
      return all;
    }
  }
}
