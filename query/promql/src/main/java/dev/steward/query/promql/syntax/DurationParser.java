package dev.steward.query.promql.syntax;

import dev.steward.query.value.BinaryOperator;
import java.util.OptionalLong;

/** Reads lengths of time and the arithmetic on them. */
final class DurationParser {
  private static final int SIGN_PRECEDENCE = BinaryOperator.MULTIPLY.precedence();

  private final TokenCursor tokens;
  private int depth;

  DurationParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  /** Any length, as in brackets. */
  DurationExpr duration() {
    return arithmetic(0);
  }

  /**
   * What follows {@code offset}: one word with an optional sign; arithmetic in parentheses only.
   */
  DurationExpr offset() {
    Token token = tokens.peek();
    if (token.isOperator("-") || token.isOperator("+")) {
      tokens.next();
      DurationExpr operand = primary("offset");
      return signed(token, operand);
    }
    return primary("offset");
  }

  private static DurationExpr signed(Token sign, DurationExpr operand) {
    boolean negative = sign.text().equals("-");
    Span span = sign.span().to(operand.span());
    return operand instanceof DurationExpr.Literal literal
        ? new DurationExpr.Literal(
            negative ? -literal.seconds() : literal.seconds(), literal.unit(), span)
        : new DurationExpr.Signed(negative, operand, span);
  }

  private DurationExpr arithmetic(int minPrecedence) {
    if (++depth > PromqlParser.MAX_DEPTH) {
      throw tokens.error(
          tokens.peek().span(), "expression is nested deeper than " + PromqlParser.MAX_DEPTH);
    }
    DurationExpr left;
    Token token = tokens.peek();
    if (token.isOperator("-") || token.isOperator("+")) {
      tokens.next();
      left = signed(token, arithmetic(SIGN_PRECEDENCE + 1));
    } else {
      left = primary("duration");
    }
    while (true) {
      Token next = tokens.peek();
      BinaryOperator operator =
          next.is(TokenKind.OPERATOR) ? BinaryOperator.bySymbol(next.text()) : null;
      if (operator == null
          || operator.isComparison()
          || operator.isTrim()
          || operator.precedence() < minPrecedence) {
        depth--;
        return left;
      }
      tokens.next();
      left =
          new DurationExpr.Arithmetic(
              operator,
              left,
              arithmetic(
                  operator.isRightAssociative()
                      ? operator.precedence()
                      : operator.precedence() + 1));
    }
  }

  private DurationExpr primary(String context) {
    Token token = tokens.peek();
    if (token.is(TokenKind.NUMBER) || token.is(TokenKind.DURATION)) {
      return literal(tokens.next());
    }
    if (token.is(TokenKind.LEFT_PARENTHESIS)) {
      tokens.next();
      DurationExpr inner = duration();
      Token close = tokens.expect(TokenKind.RIGHT_PARENTHESIS, context, "\")\"");
      return new DurationExpr.Parenthesised(inner, token.span().to(close.span()));
    }
    if (tokens.atCallOf("step") || tokens.atCallOf("range")) {
      tokens.next();
      tokens.next();
      Span span =
          token.span().to(tokens.expect(TokenKind.RIGHT_PARENTHESIS, context, "\")\"").span());
      return token.isWord("step") ? new DurationExpr.Step(span) : new DurationExpr.Range(span);
    }
    if (tokens.atCallOf("min_of") || tokens.atCallOf("max_of")) {
      tokens.next();
      tokens.next();
      DurationExpr left = duration();
      tokens.expect(TokenKind.COMMA, context, "\",\"");
      DurationExpr right = duration();
      Token close = tokens.expect(TokenKind.RIGHT_PARENTHESIS, context, "\")\"");
      return new DurationExpr.Choice(
          token.isWord("max_of"), left, right, token.span().to(close.span()));
    }
    throw tokens.unexpected(
        context.equals("offset") ? "offset" : "subquery or range selector",
        "number, duration, step(), or range()");
  }

  private DurationExpr literal(Token token) {
    if (token.is(TokenKind.DURATION)) {
      OptionalLong millis = Durations.parseMillis(token.text());
      if (millis.isEmpty()) {
        throw tokens.error(token.span(), "duration out of range");
      }
      return new DurationExpr.Literal(millis.getAsLong() / 1000.0, true, token.span());
    }
    Double value = Numbers.parse(token.text());
    if (value == null || !(Math.abs(value) < Long.MAX_VALUE / 1e9)) {
      throw tokens.error(token.span(), "duration out of range");
    }
    return new DurationExpr.Literal(value, false, token.span());
  }
}
