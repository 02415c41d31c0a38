package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.RuleExpression;
import dev.steward.alerting.template.TemplateQuery;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.promql.PreparedQuery;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.QueryContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the stores what rules and their templates want to know. Safe for any thread. */
public final class RuleQueries {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final PromqlEngine metrics;
  private final @Nullable LogqlEngine logs;
  private final Supplier<QueryContext> contexts;

  /**
   * Queries over both stores.
   *
   * @param metrics answers PromQL
   * @param logs answers LogQL; null where there are no lines, so that such rules fail
   * @param contexts what one query may spend
   */
  public RuleQueries(
      PromqlEngine metrics, @Nullable LogqlEngine logs, Supplier<QueryContext> contexts) {
    this.metrics = Objects.requireNonNull(metrics, "metrics");
    this.logs = logs;
    this.contexts = Objects.requireNonNull(contexts, "contexts");
  }

  /** An expression that was made ready to be asked often. */
  @FunctionalInterface
  interface Question {
    /**
     * What it gives at a moment.
     *
     * @throws StewardException if the query fails
     */
    List<Sample> at(long timeMillis);
  }

  /**
   * Makes an expression ready.
   *
   * @throws StewardException if the engines allow less than the expression asks for
   */
  Question prepare(RuleExpression expression) {
    return switch (expression) {
      case RuleExpression.Metrics promql -> {
        PreparedQuery prepared = metrics.prepare(promql.text());
        yield time -> samples(metrics.instant(prepared, time, contexts.get()).value(), time);
      }
      case RuleExpression.Logs logql -> {
        LogqlEngine engine = logs;
        if (engine == null) {
          throw new StewardException(
              ErrorCode.INVALID_ARGUMENT,
              "the expression asks for logs (expected: PromQL, since there are no lines here)");
        }
        yield time ->
            samples(
                engine.instant(logql.expression(), time * NANOS_PER_MILLI, contexts.get()), time);
      }
    };
  }

  /** What the template function {@code query} finds: PromQL at a moment. */
  List<TemplateQuery.Found> find(String expression, long timeMillis) {
    QueryValue value = metrics.instant(expression, timeMillis, contexts.get()).value();
    return samples(value, timeMillis).stream()
        .map(sample -> new TemplateQuery.Found(sample.labels().toMap(), sample.value()))
        .toList();
  }

  /**
   * The samples of a result; a bare number is one sample without labels.
   *
   * @throws StewardException if it is neither a vector nor a number
   */
  public static List<Sample> samples(QueryValue value, long timeMillis) {
    return switch (value) {
      case QueryValue.InstantVector vector -> vector.samples();
      case QueryValue.Scalar scalar ->
          List.of(new Sample(Labels.EMPTY, timeMillis, scalar.value()));
      case QueryValue.Matrix matrix -> throw noVector();
      case QueryValue.Text text -> throw noVector();
    };
  }

  private static StewardException noVector() {
    return new StewardException(
        ErrorCode.EXECUTION_FAILED, "rule result is not a vector or scalar");
  }
}
