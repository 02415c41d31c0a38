package dev.steward.query.promql.syntax;

import dev.steward.query.value.Aggregator;
import dev.steward.query.value.QuerySyntaxException;
import dev.steward.spi.model.GoQuoting;

/** Checks that every node gets the kinds of values that it works on. */
final class TypeChecker {
  private final String query;

  TypeChecker(String query) {
    this.query = query;
  }

  void check(Expr expr) {
    for (Expr child : expr.children()) {
      // The second argument of info() picks labels, not series: it may accept everything.
      if (!isInfoSelector(expr, child)) {
        check(child);
      }
    }
    switch (expr) {
      case Expr.NumberLiteral number -> {}
      case Expr.StringLiteral text -> {}
      case Expr.Parenthesised inner -> {}
      case Expr.MatrixSelector matrix -> {}
      case Expr.Unary unary -> checkUnary(unary);
      case Expr.Binary binary -> checkBinary(binary);
      case Expr.Aggregation aggregation -> checkAggregation(aggregation);
      case Expr.Call call -> checkCall(call);
      case Expr.Subquery subquery -> checkSubquery(subquery);
      case Expr.VectorSelector selector -> checkSelector(selector);
    }
  }

  private static boolean isInfoSelector(Expr parent, Expr child) {
    return parent instanceof Expr.Call call
        && call.function().name().equals("info")
        && call.arguments().indexOf(child) == 1;
  }

  private void checkUnary(Expr.Unary unary) {
    ValueType type = unary.operand().type();
    if (type != ValueType.SCALAR && type != ValueType.INSTANT_VECTOR) {
      throw error(
          unary,
          "unary expression only allowed on expressions of type scalar or instant vector, got "
              + GoQuoting.quote(type.words()));
    }
  }

  private void checkBinary(Expr.Binary binary) {
    ValueType left = binary.left().type();
    ValueType right = binary.right().type();
    requireNumbers(binary.left());
    requireNumbers(binary.right());
    boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
    if (scalars && binary.operator().isComparison() && !binary.returnBool()) {
      throw QuerySyntaxException.prometheus(
          query, operatorStart(binary), "comparisons between scalars must use BOOL modifier");
    }
    boolean anyScalar = left == ValueType.SCALAR || right == ValueType.SCALAR;
    if (anyScalar && binary.operator().isSet()) {
      throw error(
          binary,
          "set operator "
              + GoQuoting.quote(binary.operator().symbol())
              + " not allowed in binary scalar expression");
    }
  }

  private void requireNumbers(Expr side) {
    if (side.type() != ValueType.SCALAR && side.type() != ValueType.INSTANT_VECTOR) {
      throw error(side, "binary expression must contain only scalar and instant vector types");
    }
  }

  private void checkAggregation(Expr.Aggregation aggregation) {
    expect(ValueType.INSTANT_VECTOR, aggregation.operand(), "aggregation expression");
    Expr parameter = aggregation.parameter();
    if (parameter != null) {
      expect(
          aggregation.operator().parameter() == Aggregator.Parameter.TEXT
              ? ValueType.STRING
              : ValueType.SCALAR,
          parameter,
          "aggregation parameter");
    }
  }

  private void checkCall(Expr.Call call) {
    FunctionSignature function = call.function();
    int given = call.arguments().size();
    String name = GoQuoting.quote(function.name());
    if (function.variadic() == 0 && given != function.arguments().size()) {
      throw error(
          call,
          "expected "
              + function.arguments().size()
              + " argument(s) in call to "
              + name
              + ", got "
              + given);
    }
    if (given < function.minArguments()) {
      throw error(
          call,
          "expected at least "
              + function.minArguments()
              + " argument(s) in call to "
              + name
              + ", got "
              + given);
    }
    if (given > function.maxArguments()) {
      throw error(
          call,
          "expected at most "
              + function.maxArguments()
              + " argument(s) in call to "
              + name
              + ", got "
              + given);
    }
    for (int i = 0; i < given; i++) {
      expect(function.argument(i), call.arguments().get(i), "call to function " + name);
    }
    if (function.name().equals("info") && given == 2) {
      checkInfoSelector(call.arguments().get(1));
    }
  }

  private void checkInfoSelector(Expr argument) {
    if (!(argument instanceof Expr.VectorSelector selector)) {
      throw error(argument, "expected label selectors as the second argument to \"info\" function");
    }
    if (!selector.name().isEmpty()) {
      throw error(argument, "expected label selectors only, got vector selector instead");
    }
  }

  private void checkSubquery(Expr.Subquery subquery) {
    ValueType type = subquery.inner().type();
    if (type != ValueType.INSTANT_VECTOR) {
      throw error(
          subquery, "subquery is only allowed on instant vector, got " + type.words() + " instead");
    }
  }

  private void checkSelector(Expr.VectorSelector selector) {
    if (!selector.selector().refusesEmpty()) {
      throw error(selector, "vector selector must contain at least one non-empty matcher");
    }
  }

  private void expect(ValueType wanted, Expr given, String context) {
    if (given.type() != wanted) {
      throw error(
          given,
          "expected type " + wanted.words() + " in " + context + ", got " + given.type().words());
    }
  }

  /** Where the operator stands: the first character behind the left side that is no blank. */
  private int operatorStart(Expr.Binary binary) {
    int at = binary.left().span().end();
    while (at < query.length() && Character.isWhitespace(query.charAt(at))) {
      at++;
    }
    return at;
  }

  private QuerySyntaxException error(Expr where, String what) {
    return QuerySyntaxException.prometheus(query, where.span().start(), what);
  }
}
