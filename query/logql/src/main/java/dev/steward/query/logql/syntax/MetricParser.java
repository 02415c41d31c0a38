package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.MetricExpression.BinaryOperation;
import dev.steward.query.logql.syntax.MetricExpression.LabelReplace;
import dev.steward.query.logql.syntax.MetricExpression.Literal;
import dev.steward.query.logql.syntax.MetricExpression.Variants;
import dev.steward.query.logql.syntax.MetricExpression.Vector;
import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.VectorMatching;
import dev.steward.query.value.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads whole queries: operators by precedence climbing, everything else by descent. */
final class MetricParser {
  private static final Map<String, BinaryOperator> OPERATORS =
      Stream.of(BinaryOperator.values())
          .filter(operator -> !operator.isTrim() && operator != BinaryOperator.ATAN2)
          .collect(Collectors.toUnmodifiableMap(BinaryOperator::symbol, Function.identity()));

  private final TokenStream tokens;
  private final LogParser logParser;
  private final AggregationParser aggregations;
  private int depth;
  private int operators;

  MetricParser(TokenStream tokens) {
    this.tokens = tokens;
    this.logParser = new LogParser(tokens);
    this.aggregations = new AggregationParser(tokens, logParser, this);
  }

  Expression expression() {
    return expression(0);
  }

  /** An expression that must give numbers. */
  MetricExpression metric() {
    Token start = tokens.peek();
    Expression expression = expression(0);
    if (expression instanceof MetricExpression metric) {
      return metric;
    }
    throw isRange(tokens.peek())
        ? tokens.unexpected()
        : tokens.error(start, "syntax error: unexpected log query (expected: a metric query)");
  }

  private static boolean isRange(Token token) {
    return token.type() == Type.RANGE || token.is(")");
  }

  private Expression expression(int minPrecedence) {
    if (++depth > LogqlParser.MAX_DEPTH) {
      throw tokens.error(tokens.peek(), "expressions are nested too deeply");
    }
    Token start = tokens.peek();
    Expression left = operand();
    while (true) {
      BinaryOperator operator = operatorAhead();
      if (operator == null || operator.precedence() < minPrecedence) {
        depth--;
        return left;
      }
      left = binary(start, left, operator);
    }
  }

  private @Nullable BinaryOperator operatorAhead() {
    Token token = tokens.peek();
    return token.type() == Type.SYMBOL || token.type() == Type.KEYWORD
        ? OPERATORS.get(token.text())
        : null;
  }

  private Expression binary(Token start, Expression given, BinaryOperator operator) {
    final Token sign = tokens.next();
    MetricExpression left = leg(given, "left", start, operator);
    if (++operators > LogqlParser.MAX_OPERATORS) {
      throw tokens.error(sign, "too many operators (limit: " + LogqlParser.MAX_OPERATORS + ")");
    }
    // As with Loki, only comparisons look at it.
    boolean returnBool = tokens.take("bool") && operator.isComparison();
    VectorMatching matching = matching(operator);
    int next = operator.precedence() + (operator.isRightAssociative() ? 0 : 1);
    MetricExpression right = leg(expression(next), "right", sign, operator);
    if (operator.isSet()) {
      requireNoLiteral(start, "left", left, operator);
      requireNoLiteral(sign, "right", right, operator);
    }
    if (left instanceof Literal a && right instanceof Literal b) {
      return new Literal(Arithmetic.apply(operator, a.value(), b.value()));
    }
    return new BinaryOperation(operator, left, right, returnBool, matching);
  }

  /** An operand, which must give numbers; errors name its type as Loki's clients know it. */
  private MetricExpression leg(
      Expression given, String side, Token where, BinaryOperator operator) {
    return switch (given) {
      case MetricExpression metric -> metric;
      case LogExpression logs ->
          throw tokens.error(
              where,
              "unexpected type for "
                  + side
                  + " leg of binary operation ("
                  + operator
                  + "): *syntax."
                  + (logs.stages().isEmpty() ? "MatchersExpr" : "PipelineExpr"));
    };
  }

  private void requireNoLiteral(
      Token where, String side, MetricExpression leg, BinaryOperator operator) {
    if (leg instanceof Literal literal) {
      throw tokens.error(
          where,
          "unexpected literal for "
              + side
              + " leg of logical/set binary operation ("
              + operator
              + "): "
              + String.format(Locale.ROOT, "%f", literal.value()));
    }
  }

  private @Nullable VectorMatching matching(BinaryOperator operator) {
    boolean on = tokens.isNext("on");
    if (!on && !tokens.isNext("ignoring")) {
      return null;
    }
    tokens.next();
    var labels = tokens.namesInParentheses();
    boolean left = tokens.isNext("group_left");
    if (!left && !tokens.isNext("group_right")) {
      Cardinality cardinality =
          operator.isSet() ? Cardinality.MANY_TO_MANY : Cardinality.ONE_TO_ONE;
      return VectorMatching.of(cardinality, on, labels);
    }
    tokens.next();
    List<String> include =
        tokens.isNext("(") && groupLabelsAhead() ? tokens.namesInParentheses() : List.of();
    if (operator.isSet()) {
      // As with Loki, sets do not look at it.
      return VectorMatching.of(Cardinality.MANY_TO_MANY, on, labels);
    }
    Cardinality cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
    return new VectorMatching(cardinality, on, labels, include, null, null);
  }

  /** Whether the parenthesis ahead holds names, and is not the right operand's own. */
  private boolean groupLabelsAhead() {
    Token inside = tokens.peekAfter();
    return inside.type() == Type.IDENTIFIER || inside.is(")");
  }

  private Expression operand() {
    Token token = tokens.peek();
    if (token.is("{")) {
      return logParser.logs();
    }
    if (token.is("(")) {
      tokens.next();
      Expression inside = expression(0);
      tokens.expect(")");
      return inside;
    }
    if (token.type() == Type.NUMBER) {
      return new Literal(tokens.expectNumber());
    }
    if (token.is("+") || token.is("-")) {
      return new Literal(tokens.expectSignedNumber());
    }
    if (token.type() != Type.KEYWORD) {
      throw tokens.unexpected();
    }
    return switch (token.text()) {
      case "vector" -> vector();
      case "label_replace" -> labelReplace();
      case "variants" -> variants();
      default -> aggregations.aggregation();
    };
  }

  private MetricExpression variants() {
    tokens.next();
    tokens.expect("(");
    List<MetricExpression> variants = new ArrayList<>();
    do {
      variants.add(metric());
    } while (tokens.take(","));
    tokens.expect(")");
    // A word only here: labels may be called so.
    if (!tokens.peek().text().equalsIgnoreCase("of")) {
      throw tokens.unexpected("of");
    }
    tokens.next();
    tokens.expect("(");
    LogRange of = aggregations.range();
    tokens.expect(")");
    return new Variants(variants, of);
  }

  private MetricExpression vector() {
    tokens.next();
    tokens.expect("(");
    double value = tokens.expectSignedNumber();
    tokens.expect(")");
    return new Vector(value);
  }

  private MetricExpression labelReplace() {
    tokens.next();
    tokens.expect("(");
    final MetricExpression of = metric();
    tokens.expect(",");
    Token destination = tokens.expect(Type.STRING);
    tokens.expect(",");
    Token replacement = tokens.expect(Type.STRING);
    tokens.expect(",");
    Token source = tokens.expect(Type.STRING);
    tokens.expect(",");
    Token regex = tokens.expect(Type.STRING);
    tokens.expect(")");
    if (destination.text().isEmpty()) {
      throw tokens.error(
          destination, "invalid destination label name in label_replace: " + destination.text());
    }
    return new LabelReplace(
        of,
        destination.text(),
        replacement.text(),
        source.text(),
        LabelReplaceRegex.compile(tokens, regex));
  }
}
