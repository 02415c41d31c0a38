package dev.steward.query.logql.metric;

import dev.steward.query.logql.metric.RangeEvaluator.SeriesCollector;
import dev.steward.query.logql.syntax.MetricExpression.RangeAggregation;
import dev.steward.query.logql.syntax.RangeOperation;
import dev.steward.query.value.Grouping;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets the store count lines and bytes, from what it knows of its blocks, where no stage needs to
 * see the lines.
 *
 * <p>A stream's counts are enough where its own labels, and the level that the store tells apart,
 * decide the series. Where a label that decides may stand in an entry's structured metadata, the
 * stream's entries are read one by one.
 */
final class StoreCount {
  private static final String LEVEL = "detected_level";

  private final LogStore store;
  private final QueryContext context;
  private final RangeEvaluator entries;

  StoreCount(LogStore store, QueryContext context, RangeEvaluator entries) {
    this.store = store;
    this.context = context;
    this.entries = entries;
  }

  /** Whether an aggregation needs no more than numbers of lines and bytes. */
  static boolean isPossible(RangeAggregation aggregation) {
    RangeOperation operation = aggregation.operation();
    boolean counts =
        operation == RangeOperation.COUNT_OVER_TIME
            || operation == RangeOperation.RATE
            || operation == RangeOperation.BYTES_OVER_TIME
            || operation == RangeOperation.BYTES_RATE;
    return counts
        && aggregation.range().unwrap() == null
        && aggregation.range().logs().remainingStages().isEmpty();
  }

  List<StepSeries> evaluate(
      RangeAggregation aggregation, @Nullable Grouping grouping, Windows windows) {
    SeriesCollector collector = new SeriesCollector(aggregation, windows, context);
    if (grouping == null || grouping.without()) {
      byAllLabels(aggregation, grouping, windows, collector);
    } else {
      byNamedLabels(aggregation, grouping, windows, collector);
    }
    return collector.finish();
  }

  private void byAllLabels(
      RangeAggregation aggregation,
      @Nullable Grouping grouping,
      Windows windows,
      SeriesCollector collector) {
    Selector selector = aggregation.range().logs().selector();
    Optional<Set<String>> metadata = store.metadataNames(selector, windows.span(), context);
    if (metadata.isEmpty() || hasMoreThanLevel(metadata.get())) {
      entries.scan(aggregation, grouping, windows, selector, stream -> true, collector);
      return;
    }
    boolean byLevel = metadata.get().contains(LEVEL);
    for (LogCounting.Counts counts :
        count(aggregation, windows, byLevel, UnaryOperator.identity())) {
      add(counts, aggregation, grouping, collector);
    }
  }

  private void byNamedLabels(
      RangeAggregation aggregation, Grouping grouping, Windows windows, SeriesCollector collector) {
    UnaryOperator<Labels> groups = groups(grouping);
    List<LogCounting.Counts> all =
        count(
            aggregation,
            windows,
            grouping.labels().contains(LEVEL),
            stream ->
                mayDecideElsewhere(stream, grouping, Optional.empty())
                    ? stream
                    : groups.apply(stream));
    boolean anyUndecided =
        all.stream().anyMatch(one -> mayDecideElsewhere(one.stream(), grouping, Optional.empty()));
    Optional<Set<String>> metadata =
        anyUndecided
            ? store.metadataNames(aggregation.range().logs().selector(), windows.span(), context)
            : Optional.of(Set.of());
    List<LogCounting.Counts> undecided = new ArrayList<>();
    for (LogCounting.Counts counts : all) {
      if (anyUndecided && mayDecideElsewhere(counts.stream(), grouping, metadata)) {
        undecided.add(counts);
      } else {
        add(counts, aggregation, grouping, collector);
      }
    }
    if (!undecided.isEmpty()) {
      readUndecided(undecided, aggregation, grouping, windows, collector);
    }
  }

  /** The group of a stream; by one label alone there are few of them, each made once. */
  private static UnaryOperator<Labels> groups(Grouping grouping) {
    if (grouping.labels().size() != 1) {
      return grouping::groupOf;
    }
    String name = grouping.labels().getFirst();
    Map<String, Labels> byValue = new ConcurrentHashMap<>();
    return stream -> {
      String value = stream.value(name);
      return value == null
          ? Labels.EMPTY
          : byValue.computeIfAbsent(value, any -> grouping.groupOf(stream));
    };
  }

  private static boolean countsLines(RangeAggregation aggregation) {
    return aggregation.operation() == RangeOperation.COUNT_OVER_TIME
        || aggregation.operation() == RangeOperation.RATE;
  }

  private static boolean hasMoreThanLevel(Set<String> metadata) {
    return metadata.stream().anyMatch(name -> !name.equals(LEVEL));
  }

  private List<LogCounting.Counts> count(
      RangeAggregation aggregation, Windows windows, boolean byLevel, UnaryOperator<Labels> rows) {
    LogQuery query =
        new LogQuery(
            aggregation.range().logs().selector(),
            windows.span(),
            aggregation.range().logs().storeFilters());
    LogCounting counting =
        new LogCounting(
            windows.firstEndNanos(),
            windows.stepNanos(),
            windows.widthNanos(),
            windows.count(),
            byLevel,
            !countsLines(aggregation),
            rows);
    return store.count(query, counting, context);
  }

  /** Whether a label that tells series apart may stand in the metadata of a stream's entries. */
  private static boolean mayDecideElsewhere(
      Labels stream, Grouping grouping, Optional<Set<String>> metadata) {
    for (String name : grouping.labels()) {
      if (!name.equals(LEVEL)
          && !stream.has(name)
          && (metadata.isEmpty() || mayName(metadata.get(), name))) {
        return true;
      }
    }
    return false;
  }

  /** Metadata that collides with a stream's label is seen under another name. */
  private static boolean mayName(Set<String> metadata, String name) {
    return metadata.contains(name) || name.endsWith("_extracted");
  }

  private static void add(
      LogCounting.Counts counts,
      RangeAggregation aggregation,
      @Nullable Grouping grouping,
      SeriesCollector collector) {
    Labels labels = counts.stream();
    String level = counts.detectedLevel();
    if (level != null && !level.isEmpty()) {
      labels = labels.with(labels.has(LEVEL) ? LEVEL + "_extracted" : LEVEL, level);
    }
    boolean lines = countsLines(aggregation);
    CountAccumulator accumulator =
        (CountAccumulator) collector.of(grouping == null ? labels : grouping.groupOf(labels));
    long[] entries = counts.entries();
    long[] sums = lines ? entries : counts.bytes();
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] > 0) {
        accumulator.addMany(i, i, entries[i], sums[i]);
      }
    }
  }

  private void readUndecided(
      List<LogCounting.Counts> undecided,
      RangeAggregation aggregation,
      Grouping grouping,
      Windows windows,
      SeriesCollector collector) {
    Set<Labels> streams = new HashSet<>();
    undecided.forEach(counts -> streams.add(counts.stream()));
    List<LabelMatcher> matchers = new ArrayList<>(aggregation.range().logs().selector().matchers());
    for (String name : grouping.labels()) {
      if (streams.stream().noneMatch(stream -> stream.has(name))) {
        matchers.add(new LabelMatcher.Equal(name, ""));
      }
    }
    entries.scan(
        aggregation, grouping, windows, new Selector(matchers), streams::contains, collector);
  }
}
