package dev.steward.query.promql;

import dev.steward.query.promql.evaluation.EvaluationSettings;
import dev.steward.query.promql.evaluation.Evaluator;
import dev.steward.query.promql.function.Annotations;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.Notices;
import dev.steward.query.value.QueryResult;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.StepGrid;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;

/**
 * Runs PromQL over a metric store. Safe for any thread.
 *
 * <p>A query that is not well-formed is a {@link StewardException} with {@code INVALID_ARGUMENT}
 * and a text such as {@code 1:5: parse error: …}; one that fails while it runs has {@code
 * EXECUTION_FAILED}, or what the store or the context gave. Warnings of the store that stand in the
 * context are among the notices of the result.
 */
public final class PromqlEngine {
  private final MetricStore store;
  private final PromqlOptions options;

  /** An engine over a store that its owner closes. */
  public PromqlEngine(MetricStore store, PromqlOptions options) {
    this.store = store;
    this.options = options;
  }

  /** What the engine allows and assumes. */
  public PromqlOptions options() {
    return options;
  }

  /** The store that the engine reads. */
  public MetricStore store() {
    return store;
  }

  /** An engine over the same store with other options. */
  public PromqlEngine with(PromqlOptions other) {
    return new PromqlEngine(store, other);
  }

  /**
   * Evaluates a query at one moment.
   *
   * @param timeMillis milliseconds since the Unix epoch
   */
  public QueryResult instant(String query, long timeMillis, QueryContext context) {
    return instant(prepare(query), timeMillis, context);
  }

  /** The same for a query that was read before. */
  public QueryResult instant(PreparedQuery query, long timeMillis, QueryContext context) {
    EvaluationSettings settings = settings(true, StepGrid.instant(timeMillis));
    return run(query.text(), query.expression(), settings, context);
  }

  /** Reads a query that will be asked again and again. */
  public PreparedQuery prepare(String query) {
    return new PreparedQuery(query, parse(query));
  }

  /**
   * Evaluates a query at every step of a range, both ends included.
   *
   * @param startMillis milliseconds since the Unix epoch
   * @param endMillis not before {@code startMillis}
   * @param stepMillis positive
   */
  public QueryResult range(
      String query, long startMillis, long endMillis, long stepMillis, QueryContext context) {
    Expr expr = parse(query);
    if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.INSTANT_VECTOR) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "invalid expression type \""
              + expr.type().words()
              + "\" for range query, must be Scalar or instant Vector");
    }
    StepGrid grid = new StepGrid(startMillis, endMillis, stepMillis);
    return run(query, expr, settings(false, grid), context);
  }

  private Expr parse(String query) {
    Expr expr = PromqlParser.parse(query);
    if (!options.experimental()) {
      new ExperimentalParts(query).refuseIn(expr);
    }
    return expr;
  }

  private EvaluationSettings settings(boolean instant, StepGrid grid) {
    return new EvaluationSettings(
        instant,
        grid,
        options.lookback().toMillis(),
        options.defaultSubqueryStep().toMillis(),
        options.delayedNameRemoval(),
        options.startTimestamps());
  }

  private QueryResult run(
      String query, Expr expr, EvaluationSettings settings, QueryContext context) {
    context.checkpoint();
    Annotations annotations = new Annotations(query);
    Evaluator evaluator = new Evaluator(store, settings, context, annotations, expr);
    QueryValue value;
    try {
      value = new ResultAssembly(evaluator, settings).result(expr);
    } catch (StackOverflowError e) {
      throw new StewardException(ErrorCode.EXECUTION_FAILED, "expression is nested too deeply", e);
    }
    context.warnings().forEach(annotations::warnPlain);
    Notices notices = annotations.notices();
    return new QueryResult(value, notices);
  }
}
