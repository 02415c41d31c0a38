package dev.steward.query.logql;

import dev.steward.query.logql.metric.MetricEvaluator;
import dev.steward.query.logql.metric.Steps;
import dev.steward.query.logql.syntax.Expression;
import dev.steward.query.logql.syntax.LogExpression;
import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.query.logql.syntax.MetricExpression;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.value.QueryValue;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Evaluates LogQL over a log store. Safe for any thread.
 *
 * <p>Errors are {@link StewardException}s with texts as Loki's clients know them: {@code
 * INVALID_ARGUMENT} for a query that is not well-formed, breaks a limit, or meets lines whose
 * stages failed; what the context and the store throw passes through.
 */
public final class LogqlEngine {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final LogStore store;
  private final LogqlOptions options;

  /** An engine over a store, which stays the caller's. */
  public LogqlEngine(LogStore store, LogqlOptions options) {
    this.store = Objects.requireNonNull(store, "store");
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Entries that a log query gives.
   *
   * @param query LogQL for lines
   * @param startNanos first moment inside, nanoseconds since the Unix epoch
   * @param endNanos first moment after
   * @param direction oldest or newest first
   * @param limit at most how many entries; positive
   * @param context what the query may spend
   * @return the entries; the caller closes it
   */
  public LogResult logs(
      String query,
      long startNanos,
      long endNanos,
      Direction direction,
      int limit,
      QueryContext context) {
    return switch (LogqlParser.parse(query)) {
      case LogExpression logs -> logs(logs, startNanos, endNanos, direction, limit, context);
      case MetricExpression metric ->
          throw new StewardException(
              ErrorCode.INVALID_ARGUMENT,
              "query: " + metric + " (expected: a log query, not a metric query)");
    };
  }

  /**
   * Numbers that a metric query gives at one moment: a vector, or a scalar for a bare number.
   *
   * @param query LogQL for numbers
   * @param atNanos the moment, nanoseconds since the Unix epoch
   * @param context what the query may spend
   */
  public QueryValue instant(String query, long atNanos, QueryContext context) {
    return instant(metric(LogqlParser.parse(query)), atNanos, context);
  }

  /**
   * Numbers that a metric query gives at moments from start to end, both included.
   *
   * @param query LogQL for numbers
   * @param startNanos first moment, nanoseconds since the Unix epoch
   * @param endNanos last moment
   * @param stepNanos distance between moments, nanoseconds, positive
   * @param context what the query may spend
   */
  public QueryValue range(
      String query, long startNanos, long endNanos, long stepNanos, QueryContext context) {
    return range(metric(LogqlParser.parse(query)), startNanos, endNanos, stepNanos, context);
  }

  private static MetricExpression metric(Expression expression) {
    return switch (expression) {
      case MetricExpression metric -> metric;
      case LogExpression ignored ->
          throw new StewardException(
              ErrorCode.INVALID_ARGUMENT,
              "log queries are not supported as an instant query type, please change your query"
                  + " to a range query type");
    };
  }

  /** The same for a query that was read before. */
  public LogResult logs(
      LogExpression logs,
      long startNanos,
      long endNanos,
      Direction direction,
      int limit,
      QueryContext context) {
    if (limit < 1) {
      throw invalid("limit: " + limit + " (expected: positive)");
    }
    if (limit > options.maxEntries()) {
      throw invalid(
          "max entries limit per query exceeded, limit > max_entries_limit_per_query ("
              + limit
              + " > "
              + options.maxEntries()
              + ")");
    }
    requireRange(startNanos, endNanos);
    return new StreamedLogs(
        store, logs, new TimeRange(startNanos, endNanos), direction, limit, context);
  }

  /** The same for a query that was read before. */
  public QueryValue instant(MetricExpression metric, long atNanos, QueryContext context) {
    Steps steps = Steps.instant(atNanos);
    QueryValue value = new MetricEvaluator(store, steps, context).instant(metric);
    if (value instanceof QueryValue.InstantVector vector) {
      requireSeries(vector.samples().size());
    }
    return value;
  }

  /** The same for a query that was read before. */
  public QueryValue range(
      MetricExpression metric,
      long startNanos,
      long endNanos,
      long stepNanos,
      QueryContext context) {
    if (stepNanos <= 0) {
      throw invalid(
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    requireRange(startNanos, endNanos);
    long steps = (endNanos - startNanos) / stepNanos + 1;
    if (steps > options.maxSteps()) {
      throw invalid(
          String.format(
              Locale.ROOT,
              "exceeded maximum resolution of %,d points per time series. Try increasing the value"
                  + " of the step parameter",
              options.maxSteps()));
    }
    QueryValue value =
        new MetricEvaluator(store, new Steps(startNanos, stepNanos, (int) steps), context)
            .range(metric);
    if (value instanceof QueryValue.Matrix matrix) {
      requireSeries(matrix.series().size());
    }
    return value;
  }

  private void requireRange(long startNanos, long endNanos) {
    if (endNanos < startNanos) {
      throw invalid("end timestamp must not be before or equal to start time");
    }
    long length = endNanos - startNanos;
    long limit =
        options.maxRange().compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : options.maxRange().toNanos();
    if (length < 0 || length > limit) {
      throw invalid(
          "the query time range exceeds the limit (query length: "
              + Durations.go(length < 0 ? Long.MAX_VALUE : length)
              + ", limit: "
              + Durations.prometheus(limit)
              + ")");
    }
  }

  private void requireSeries(int count) {
    if (count > options.maxSeries()) {
      throw invalid(
          "maximum number of series ("
              + options.maxSeries()
              + ") reached for a single query; consider reducing query cardinality by adding more"
              + " specific stream selectors, reducing the time range, or aggregating results with"
              + " functions like sum(), count() or topk()");
    }
  }

  private static StewardException invalid(String message) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
