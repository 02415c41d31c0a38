package dev.steward.query.promql.syntax;

import dev.steward.query.value.Aggregator;
import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.Grouping;
import dev.steward.query.value.VectorMatching;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions by descent; operators by the strength with which they bind.
 *
 * <p>A sign binds like a product: {@code -2 ^ 2} is -4. Modifiers bind tighter than all operators.
 */
final class ExpressionParser {
  /** Words of the language that name no metric; others, such as {@code by}, may. */
  private static final Set<String> RESERVED =
      Set.of("on", "ignoring", "group_left", "group_right", "bool");

  private static final int SIGN_PRECEDENCE = BinaryOperator.MULTIPLY.precedence();

  private final TokenCursor tokens;
  private final ModifierParser modifiers;
  private final MatchingParser matchings;
  private int depth;

  ExpressionParser(TokenCursor tokens) {
    this.tokens = tokens;
    this.modifiers = new ModifierParser(tokens);
    this.matchings = new MatchingParser(tokens);
  }

  Expr expression() {
    return binary(0);
  }

  private Expr binary(int minPrecedence) {
    enter();
    Expr left = signed();
    for (int length = 0; ; length++) {
      BinaryOperator operator = operatorHere();
      if (operator == null || operator.precedence() < minPrecedence) {
        depth--;
        return left;
      }
      if (length > PromqlParser.MAX_CHAIN) {
        throw tokens.error(
            tokens.peek().span(), "more than " + PromqlParser.MAX_CHAIN + " operators in a row");
      }
      Token token = tokens.next();
      MatchingParser.Modifiers modifier = matchings.modifiers(operator);
      Expr right =
          binary(operator.isRightAssociative() ? operator.precedence() : operator.precedence() + 1);
      left = combine(operator, token, left, right, modifier);
    }
  }

  private void enter() {
    if (++depth > PromqlParser.MAX_DEPTH) {
      throw tokens.error(
          tokens.peek().span(), "expression is nested deeper than " + PromqlParser.MAX_DEPTH);
    }
  }

  private @Nullable BinaryOperator operatorHere() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case OPERATOR -> BinaryOperator.bySymbol(token.text());
      case IDENTIFIER ->
          Character.isLetter(token.text().charAt(0)) ? BinaryOperator.bySymbol(token.text()) : null;
      case END_OF_INPUT,
          NUMBER,
          DURATION,
          STRING,
          LEFT_PARENTHESIS,
          RIGHT_PARENTHESIS,
          LEFT_BRACE,
          RIGHT_BRACE,
          LEFT_BRACKET,
          RIGHT_BRACKET,
          COMMA,
          COLON,
          AT,
          EQUAL,
          MATCHES,
          NOT_MATCHES ->
          null;
    };
  }

  private Expr combine(
      BinaryOperator operator,
      Token token,
      Expr left,
      Expr right,
      MatchingParser.Modifiers modifier) {
    if (modifier.returnBool() && !operator.isComparison()) {
      throw tokens.error(token.span(), "bool modifier can only be used on comparison operators");
    }
    boolean vectors =
        left.type() == ValueType.INSTANT_VECTOR && right.type() == ValueType.INSTANT_VECTOR;
    VectorMatching matching = modifier.matching();
    if (!vectors && modifier.explicit()) {
      throw tokens.error(left.span(), "vector matching only allowed between instant vectors");
    }
    return new Expr.Binary(operator, left, right, modifier.returnBool(), vectors ? matching : null);
  }

  private Expr signed() {
    Token token = tokens.peek();
    if (!token.isOperator("+") && !token.isOperator("-")) {
      return modified(primary());
    }
    tokens.next();
    boolean negative = token.text().equals("-");
    Expr operand = binary(SIGN_PRECEDENCE + 1);
    Span span = token.span().to(operand.span());
    if (operand instanceof Expr.NumberLiteral number) {
      return new Expr.NumberLiteral(
          negative ? -number.value() : number.value(), number.duration(), span);
    }
    return new Expr.Unary(negative, operand, span);
  }

  private Expr modified(Expr expr) {
    Expr result = expr;
    while (true) {
      Expr next = modifiers.apply(result);
      if (next == result) {
        return result;
      }
      result = next;
    }
  }

  private Expr primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> number(tokens.next());
      case STRING -> new Expr.StringLiteral(tokens.text(tokens.next()), token.span());
      case LEFT_PARENTHESIS -> parenthesised();
      case LEFT_BRACE -> new SelectorParser(tokens).selector();
      case IDENTIFIER -> named(token);
      case END_OF_INPUT,
          OPERATOR,
          RIGHT_PARENTHESIS,
          RIGHT_BRACE,
          LEFT_BRACKET,
          RIGHT_BRACKET,
          COMMA,
          COLON,
          AT,
          EQUAL,
          MATCHES,
          NOT_MATCHES ->
          throw tokens.unexpected("", "");
    };
  }

  private Expr number(Token token) {
    if (token.is(TokenKind.DURATION)) {
      OptionalLong millis = Durations.parseMillis(token.text());
      if (millis.isEmpty()) {
        throw tokens.error(token.span(), "duration out of range");
      }
      return new Expr.NumberLiteral(millis.getAsLong() / 1000.0, true, token.span());
    }
    Double value = Numbers.parse(token.text());
    if (value == null) {
      throw tokens.error(token.span(), "error parsing number: " + token.text());
    }
    return new Expr.NumberLiteral(value, false, token.span());
  }

  private Expr parenthesised() {
    Token open = tokens.next();
    Expr inner = expression();
    Token close = tokens.expect(TokenKind.RIGHT_PARENTHESIS, "", "");
    return new Expr.Parenthesised(inner, open.span().to(close.span()));
  }

  /** A function, an aggregation or a metric: what follows the name decides. */
  private Expr named(Token name) {
    if (RESERVED.contains(name.lowerCase())) {
      throw tokens.error(name.span(), "unexpected <" + name.lowerCase() + ">");
    }
    Token after = tokens.peekNext();
    Aggregator aggregator = Aggregator.byName(name.text());
    if (aggregator != null
        && (after.is(TokenKind.LEFT_PARENTHESIS)
            || after.isWord("by")
            || after.isWord("without"))) {
      return aggregation(aggregator);
    }
    if (after.is(TokenKind.LEFT_PARENTHESIS)) {
      return call(tokens.next());
    }
    return new SelectorParser(tokens).selector();
  }

  private Expr call(Token name) {
    FunctionSignature function = FunctionCatalog.find(name.text());
    if (function == null) {
      function = FunctionCatalog.find(name.lowerCase());
      boolean keyword = List.of("start", "end", "step", "range").contains(name.lowerCase());
      if (function == null || !keyword) {
        throw tokens.error(
            name.span(), "unknown function with name " + StringLiterals.quote(name.text()));
      }
    }
    Arguments arguments = arguments();
    return new Expr.Call(function, arguments.list(), name.span().to(arguments.close().span()));
  }

  private record Arguments(List<Expr> list, Token close) {}

  private Arguments arguments() {
    tokens.expect(TokenKind.LEFT_PARENTHESIS, "", "");
    List<Expr> list = new ArrayList<>();
    while (!tokens.at(TokenKind.RIGHT_PARENTHESIS)) {
      list.add(expression());
      Token separator = tokens.peek();
      if (!tokens.takeIf(TokenKind.COMMA)) {
        break;
      }
      if (tokens.at(TokenKind.RIGHT_PARENTHESIS)) {
        throw tokens.error(separator.span(), "trailing commas not allowed in function call args");
      }
    }
    return new Arguments(list, tokens.expect(TokenKind.RIGHT_PARENTHESIS, "", ""));
  }

  private Expr aggregation(Aggregator aggregator) {
    Token name = tokens.next();
    Grouping grouping = groupingHere();
    if (!tokens.at(TokenKind.LEFT_PARENTHESIS)) {
      throw tokens.unexpected("aggregation", "");
    }
    Arguments arguments = arguments();
    Span span = name.span().to(arguments.close().span());
    if (grouping == null) {
      grouping = groupingHere();
      if (grouping != null) {
        span = new Span(span.start(), matchings.lastEnd());
      }
    }
    return aggregation(
        aggregator, grouping == null ? Grouping.ALL : grouping, arguments.list(), span);
  }

  private Expr aggregation(
      Aggregator aggregator, Grouping grouping, List<Expr> arguments, Span span) {
    int expected = aggregator.parameter() == Aggregator.Parameter.NONE ? 1 : 2;
    if (arguments.isEmpty()) {
      throw tokens.error(span, "no arguments for aggregate expression provided");
    }
    if (arguments.size() != expected) {
      throw tokens.error(
          span,
          "wrong number of arguments for aggregate expression provided, expected "
              + expected
              + ", got "
              + arguments.size());
    }
    return new Expr.Aggregation(
        aggregator,
        grouping,
        expected == 2 ? arguments.getFirst() : null,
        arguments.getLast(),
        span);
  }

  private @Nullable Grouping groupingHere() {
    boolean without = tokens.peek().isWord("without");
    if (!without && !tokens.peek().isWord("by")) {
      return null;
    }
    tokens.next();
    return new Grouping(without, matchings.labels());
  }
}
