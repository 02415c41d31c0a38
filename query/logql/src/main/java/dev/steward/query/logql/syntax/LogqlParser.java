package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.query.value.QuerySyntaxException;
import dev.steward.spi.select.Selector;

/**
 * Reads LogQL.
 *
 * <p>Every error is a {@link QuerySyntaxException} whose text starts with {@code parse error at
 * line L, col C:}. Source: Loki's documentation of its query language.
 */
public final class LogqlParser {
  /** Longer queries are refused. */
  static final int MAX_LENGTH = 131_072;

  /** Deeper nesting is refused, so that no query can exhaust the stack. */
  static final int MAX_DEPTH = 200;

  /** More operators, or conditions of one filter, are refused: they nest in the tree. */
  static final int MAX_OPERATORS = 1000;

  private LogqlParser() {}

  /**
   * Reads a query.
   *
   * @throws QuerySyntaxException if it is not well-formed
   */
  public static Expression parse(String query) {
    TokenStream tokens = open(query);
    Expression expression = new MetricParser(tokens).expression();
    requireEnd(tokens);
    return expression;
  }

  /**
   * Reads a query for lines.
   *
   * @throws QuerySyntaxException if it is not well-formed or gives numbers
   */
  public static LogExpression parseLogs(String query) {
    return switch (parse(query)) {
      case LogExpression logs -> logs;
      case MetricExpression metric ->
          throw QuerySyntaxException.loki(
              query, 0, "only log selector is supported, got a metric query");
    };
  }

  /**
   * Reads a selection of streams, such as {@code {app="mail"}}.
   *
   * @throws QuerySyntaxException if it is not well-formed, or accepts the empty value in every
   *     condition
   */
  public static Selector parseSelector(String selector) {
    TokenStream tokens = open(selector);
    Selector parsed = new LogParser(tokens).selector(true);
    requireEnd(tokens);
    return parsed;
  }

  /**
   * Reads a selection of streams that may be empty: {@code {}} accepts every stream.
   *
   * @throws QuerySyntaxException if it is not well-formed
   */
  public static Selector parseAnySelector(String selector) {
    TokenStream tokens = open(selector);
    Selector parsed = new LogParser(tokens).selector(false);
    requireEnd(tokens);
    return parsed;
  }

  private static TokenStream open(String query) {
    if (query.length() > MAX_LENGTH) {
      throw QuerySyntaxException.loki(
          query,
          0,
          "query is too long: " + query.length() + " (expected: at most " + MAX_LENGTH + ")");
    }
    return new TokenStream(query);
  }

  private static void requireEnd(TokenStream tokens) {
    if (!tokens.isNext(Type.END)) {
      throw tokens.unexpected();
    }
  }
}
