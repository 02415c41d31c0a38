package dev.steward.query.logql.metric;

import dev.steward.query.logql.pipeline.EntryLabels;
import dev.steward.query.logql.pipeline.ParserHints;
import dev.steward.query.logql.pipeline.Pipeline;
import dev.steward.query.logql.syntax.LogRange;
import dev.steward.query.logql.syntax.MetricExpression.RangeAggregation;
import dev.steward.query.logql.syntax.RangeOperation;
import dev.steward.query.value.Grouping;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Makes samples of entries: sends each through the stages, takes its number, and says which series
 * it belongs to. For one thread.
 */
final class RangeSource {
  private final Pipeline pipeline;
  private final @Nullable UnwrapReader unwrap;
  private final boolean countsBytes;
  private final @Nullable Grouping grouping;

  /** Series of entries whose labels no stage touched, by their stream. */
  private final Map<Labels, Labels> untouched = new IdentityHashMap<>();

  private double value;
  private Labels series = Labels.EMPTY;

  /**
   * A source for one range aggregation.
   *
   * @param aggregation the aggregation
   * @param grouping which labels tell series apart, or null for all
   */
  RangeSource(RangeAggregation aggregation, @Nullable Grouping grouping) {
    LogRange range = aggregation.range();
    ParserHints hints = WantedLabels.of(range, grouping);
    this.pipeline = Pipeline.of(range.logs().remainingStages(), hints);
    this.unwrap = range.unwrap() == null ? null : new UnwrapReader(range.unwrap());
    this.countsBytes =
        aggregation.operation() == RangeOperation.BYTES_OVER_TIME
            || aggregation.operation() == RangeOperation.BYTES_RATE;
    this.grouping = grouping;
  }

  /**
   * Looks at an entry.
   *
   * @return whether it gives a sample
   * @throws StewardException if a stage failed on it
   */
  boolean accepts(Labels stream, LogEntry entry) {
    if (!pipeline.process(stream, entry)) {
      return false;
    }
    EntryLabels labels = pipeline.entry().labels();
    if (unwrap != null) {
      OptionalDouble unwrapped = unwrap.read(pipeline.entry());
      if (unwrapped.isEmpty()) {
        return false;
      }
      value = unwrapped.getAsDouble();
    } else {
      value = countsBytes ? pipeline.entry().line().length() : 1;
    }
    if (labels.isErrorFatal()) {
      throw failed(labels);
    }
    series = seriesOf(stream, labels);
    return true;
  }

  /** The number of the entry accepted last. */
  double value() {
    return value;
  }

  /** The series of the entry accepted last. */
  Labels series() {
    return series;
  }

  private Labels seriesOf(Labels stream, EntryLabels labels) {
    return labels.isUntouched()
        ? untouched.computeIfAbsent(stream, key -> grouped(key))
        : grouped(labels);
  }

  private Labels grouped(EntryLabels labels) {
    if (grouping == null || grouping.without()) {
      Labels all = labels.all();
      boolean noDetails =
          labels.errorDetails() != null
              && labels.error() == null
              && (grouping != null || unwrap != null);
      return grouped(noDetails ? all.without(EntryLabels.ERROR_DETAILS) : all);
    }
    Labels.Builder group = Labels.builder();
    for (String name : grouping.labels()) {
      String found =
          switch (name) {
            case EntryLabels.ERROR -> labels.error();
            case EntryLabels.ERROR_DETAILS -> labels.error() == null ? null : labels.errorDetails();
            default -> labels.value(name);
          };
      if (found != null) {
        group.set(name, found);
      }
    }
    return group.build();
  }

  private Labels grouped(Labels all) {
    Labels group = grouping == null ? all : grouping.groupOf(all);
    return unwrap == null ? group : group.without(unwrap.label());
  }

  private static StewardException failed(EntryLabels labels) {
    String error = String.valueOf(labels.error());
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT,
        "pipeline error: '"
            + error
            + "' for series: '"
            + labels.all()
            + "'.\nUse a label filter to intentionally skip this error. (e.g | __error__!=\""
            + error
            + "\").\nTo skip all potential errors you can match empty errors.(e.g __error__=\"\")\n"
            + "The label filter can also be specified after unwrap. (e.g | unwrap latency |"
            + " __error__=\"\" )\n");
  }
}
