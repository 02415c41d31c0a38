package dev.steward.query.promql;

import dev.steward.query.promql.syntax.Expr;
import java.util.Objects;

/**
 * A query that was read and checked, for who asks it again and again. Immutable; any engine with
 * the same options runs it.
 */
public final class PreparedQuery {
  private final String text;
  private final Expr expression;

  PreparedQuery(String text, Expr expression) {
    this.text = Objects.requireNonNull(text, "text");
    this.expression = Objects.requireNonNull(expression, "expression");
  }

  /** The query as it was written. */
  public String text() {
    return text;
  }

  /** The query as it was read. */
  public Expr expression() {
    return expression;
  }
}
