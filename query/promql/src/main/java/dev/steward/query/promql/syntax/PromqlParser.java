package dev.steward.query.promql.syntax;

import dev.steward.query.value.QuerySyntaxException;
import dev.steward.spi.select.Selector;

/**
 * Reads PromQL. Everything that the language knows is read, whatever is experimental; what a server
 * allows is decided where the query is run.
 *
 * <p>Source: the Prometheus documentation of the language, and the words of its error messages.
 */
public final class PromqlParser {
  /** Deeper expressions are refused, so that no query exhausts the stack. */
  static final int MAX_DEPTH = 256;

  /** More operators in a row are refused; they nest to the left. */
  static final int MAX_CHAIN = 1000;

  private PromqlParser() {}

  /**
   * The expression of a query, its types checked.
   *
   * @throws QuerySyntaxException if it is not well-formed
   */
  public static Expr parse(String query) {
    TokenCursor tokens = new TokenCursor(query);
    if (tokens.at(TokenKind.END_OF_INPUT)) {
      throw QuerySyntaxException.prometheus(query, 0, "no expression found in input");
    }
    Expr expr = new ExpressionParser(tokens).expression();
    if (!tokens.at(TokenKind.END_OF_INPUT)) {
      throw tokens.unexpected("", "");
    }
    new TypeChecker(query).check(expr);
    return expr;
  }

  /**
   * A selector of series without modifiers, as in {@code match[]}.
   *
   * @throws QuerySyntaxException if it is not well-formed, or accepts series without labels
   */
  public static Selector parseSelector(String text) {
    TokenCursor tokens = new TokenCursor(text);
    Expr.VectorSelector selector = new SelectorParser(tokens).selector();
    if (!tokens.at(TokenKind.END_OF_INPUT)) {
      throw tokens.unexpected("", "");
    }
    new TypeChecker(text).check(selector);
    return selector.selector();
  }
}
