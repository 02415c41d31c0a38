package dev.steward.query.promql;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.QuerySyntaxException;
import dev.steward.query.value.VectorMatching;

/** Refuses what is experimental where it is not allowed. */
final class ExperimentalParts {
  private final String query;

  ExperimentalParts(String query) {
    this.query = query;
  }

  void refuseIn(Expr expr) {
    switch (expr) {
      case Expr.Call call -> {
        if (call.function().experimental()) {
          throw refused(call, "function \"" + call.function().name() + "\" is not enabled");
        }
      }
      case Expr.Aggregation aggregation -> {
        if (aggregation.operator().isExperimental()) {
          throw refused(
              aggregation,
              aggregation.operator()
                  + "() is experimental and must be enabled with"
                  + " --enable-feature=promql-experimental-functions");
        }
      }
      case Expr.VectorSelector selector -> {
        if (selector.edges() != Expr.Edges.PLAIN) {
          throw refused(
              selector,
              (selector.edges() == Expr.Edges.ANCHORED ? "anchored" : "smoothed")
                  + " modifier is experimental and not enabled");
        }
      }
      case Expr.Binary binary -> {
        VectorMatching matching = binary.matching();
        if (binary.operator().isTrim()) {
          throw refused(binary, "trim operators are experimental and not enabled");
        }
        if (matching != null && matching.fills()) {
          throw refused(binary, "binop fill modifiers are experimental and not enabled");
        }
      }
      case Expr.NumberLiteral number -> {}
      case Expr.StringLiteral text -> {}
      case Expr.Parenthesised inner -> {}
      case Expr.Unary unary -> {}
      case Expr.MatrixSelector matrix -> {}
      case Expr.Subquery subquery -> {}
    }
    expr.children().forEach(this::refuseIn);
  }

  private QuerySyntaxException refused(Expr where, String what) {
    return QuerySyntaxException.prometheus(query, where.span().start(), what);
  }
}
