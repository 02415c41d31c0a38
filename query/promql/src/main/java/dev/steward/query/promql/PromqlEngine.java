package dev.steward.query.promql;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.Notices;
import dev.steward.query.value.QueryResult;
import dev.steward.query.value.QueryValue;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;

/**
 * Runs PromQL over a metric store. Safe for any thread.
 *
 * <p>A query that is not well-formed is a {@link StewardException} with {@code INVALID_ARGUMENT}
 * and a text such as {@code 1:5: parse error: …}; one that fails while it runs has {@code
 * EXECUTION_FAILED}, or what the store or the context gave.
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

  /**
   * Evaluates a query at one moment.
   *
   * @param timeMillis milliseconds since the Unix epoch
   */
  public QueryResult instant(String query, long timeMillis, QueryContext context) {
    context.checkpoint();
    Expr expr = PromqlParser.parse(query);
    return switch (expr.bare()) {
      case Expr.NumberLiteral number ->
          new QueryResult(new QueryValue.Scalar(timeMillis, number.value()), Notices.NONE);
      case Expr.StringLiteral text ->
          new QueryResult(new QueryValue.Text(timeMillis, text.text()), Notices.NONE);
      default -> throw notYet(expr);
    };
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
    context.checkpoint();
    Expr expr = PromqlParser.parse(query);
    if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.INSTANT_VECTOR) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "invalid expression type \""
              + expr.type().words()
              + "\" for range query, must be Scalar or instant Vector");
    }
    throw notYet(expr);
  }

  private static StewardException notYet(Expr expr) {
    return new StewardException(
        ErrorCode.EXECUTION_FAILED, "query: " + expr + " (expected: a number or a text)");
  }
}
