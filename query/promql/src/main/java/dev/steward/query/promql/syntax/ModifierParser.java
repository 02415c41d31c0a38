package dev.steward.query.promql.syntax;

import java.util.OptionalLong;

/** Reads what follows an expression: offset, @, ranges, subqueries, anchored, smoothed. */
final class ModifierParser {
  private final TokenCursor tokens;
  private final DurationParser durations;

  ModifierParser(TokenCursor tokens) {
    this.tokens = tokens;
    this.durations = new DurationParser(tokens);
  }

  /** The expression with the modifier that stands here, or the expression itself. */
  Expr apply(Expr expr) {
    Token token = tokens.peek();
    if (token.isWord("offset")) {
      tokens.next();
      return offset(expr, token, durations.offset());
    }
    if (token.is(TokenKind.AT)) {
      tokens.next();
      return at(expr, token);
    }
    if (token.is(TokenKind.LEFT_BRACKET)) {
      return range(expr, tokens.next());
    }
    if (token.isWord("anchored") || token.isWord("smoothed")) {
      tokens.next();
      return edges(
          expr, token, token.isWord("anchored") ? Expr.Edges.ANCHORED : Expr.Edges.SMOOTHED);
    }
    return expr;
  }

  private Expr offset(Expr expr, Token token, DurationExpr offset) {
    TimeShift before = shiftOf(expr, token, "offset modifier");
    if (before.offset() != null) {
      throw tokens.error(expr.span(), "offset may not be set multiple times");
    }
    return shifted(expr, new TimeShift(offset, before.at()), offset.span().end());
  }

  private TimeShift shiftOf(Expr expr, Token token, String modifier) {
    return switch (expr) {
      case Expr.VectorSelector selector -> selector.shift();
      case Expr.MatrixSelector matrix -> matrix.selector().shift();
      case Expr.Subquery subquery -> subquery.shift();
      case Expr.NumberLiteral number -> throw misplaced(expr, modifier);
      case Expr.StringLiteral text -> throw misplaced(expr, modifier);
      case Expr.Parenthesised inner -> throw misplaced(expr, modifier);
      case Expr.Unary unary -> throw misplaced(expr, modifier);
      case Expr.Binary binary -> throw misplaced(expr, modifier);
      case Expr.Aggregation aggregation -> throw misplaced(expr, modifier);
      case Expr.Call call -> throw misplaced(expr, modifier);
    };
  }

  private RuntimeException misplaced(Expr expr, String modifier) {
    return tokens.error(
        expr.span(),
        modifier
            + " must be preceded by an instant vector selector or range vector selector or a"
            + " subquery");
  }

  private Expr shifted(Expr expr, TimeShift shift, int end) {
    Span span = new Span(expr.span().start(), end);
    return switch (expr) {
      case Expr.VectorSelector s ->
          new Expr.VectorSelector(s.name(), s.matchers(), shift, s.edges(), span);
      case Expr.MatrixSelector m ->
          new Expr.MatrixSelector(withShift(m.selector(), shift), m.range(), span);
      case Expr.Subquery q -> new Expr.Subquery(q.inner(), q.range(), q.step(), shift, span);
      case Expr.NumberLiteral number -> expr;
      case Expr.StringLiteral text -> expr;
      case Expr.Parenthesised inner -> expr;
      case Expr.Unary unary -> expr;
      case Expr.Binary binary -> expr;
      case Expr.Aggregation aggregation -> expr;
      case Expr.Call call -> expr;
    };
  }

  private static Expr.VectorSelector withShift(Expr.VectorSelector s, TimeShift shift) {
    return new Expr.VectorSelector(s.name(), s.matchers(), shift, s.edges(), s.span());
  }

  private Expr at(Expr expr, Token token) {
    TimeShift before = shiftOf(expr, token, "@ modifier");
    if (before.isFixed()) {
      throw tokens.error(expr.span(), "@ <timestamp> may not be set multiple times");
    }
    TimeShift.At at;
    int end;
    if (tokens.atCallOf("start") || tokens.atCallOf("end")) {
      at = tokens.next().isWord("start") ? new TimeShift.At.Start() : new TimeShift.At.End();
      tokens.next();
      end = tokens.expect(TokenKind.RIGHT_PARENTHESIS, "@", "\")\"").span().end();
    } else {
      boolean negative = tokens.peek().isOperator("-");
      if (negative || tokens.peek().isOperator("+")) {
        tokens.next();
      }
      end = tokens.peek().span().end();
      at = new TimeShift.At.Moment(moment(negative));
    }
    return shifted(expr, new TimeShift(before.offset(), at), end);
  }

  private long moment(boolean negative) {
    Token token = tokens.peek();
    double seconds;
    if (token.is(TokenKind.DURATION)) {
      OptionalLong millis = Durations.parseMillis(token.text());
      seconds = millis.isEmpty() ? Double.NaN : millis.getAsLong() / 1000.0;
    } else if (token.is(TokenKind.NUMBER)) {
      Double value = Numbers.parse(token.text());
      seconds = value == null ? Double.NaN : value;
    } else {
      throw tokens.unexpected("@", "timestamp");
    }
    tokens.next();
    if (!(Math.abs(seconds) < Long.MAX_VALUE / 1000.0)) {
      throw tokens.error(token.span(), "timestamp out of bounds for @ modifier: " + token.text());
    }
    return Math.round((negative ? -seconds : seconds) * 1000);
  }

  private Expr range(Expr expr, Token open) {
    if (tokens.at(TokenKind.RIGHT_BRACKET) || tokens.at(TokenKind.COLON)) {
      throw tokens.unexpected("subquery or range selector", "number, duration, step(), or range()");
    }
    DurationExpr range = durations.duration();
    requirePositive(range);
    if (tokens.takeIf(TokenKind.COLON)) {
      DurationExpr step = tokens.at(TokenKind.RIGHT_BRACKET) ? null : durations.duration();
      if (step != null) {
        requirePositive(step);
      }
      Token close =
          tokens.expect(
              TokenKind.RIGHT_BRACKET,
              "subquery selector",
              step == null ? "number, duration, step(), range(), or \"]\"" : "\"]\"");
      Span span = expr.span().to(close.span());
      return new Expr.Subquery(expr, range, step, TimeShift.NONE, span);
    }
    Token close = tokens.expect(TokenKind.RIGHT_BRACKET, "subquery or range", "\":\" or \"]\"");
    Span brackets = open.span().to(close.span());
    if (!(expr instanceof Expr.VectorSelector selector)) {
      throw tokens.error(brackets, "ranges only allowed for vector selectors");
    }
    if (selector.shift().offset() != null) {
      throw tokens.error(brackets, "no offset modifiers allowed before range");
    }
    if (selector.shift().isFixed()) {
      throw tokens.error(brackets, "no @ modifiers allowed before range");
    }
    if (selector.edges() != Expr.Edges.PLAIN) {
      throw tokens.error(
          brackets, "no" + selector.edges().suffix() + " modifier allowed before range");
    }
    return new Expr.MatrixSelector(selector, range, expr.span().to(close.span()));
  }

  /** A length that is known already must be positive; one that depends on the step waits. */
  private void requirePositive(DurationExpr duration) {
    if (duration instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
      throw tokens.error(literal.span(), "duration must be greater than 0");
    }
  }

  private Expr edges(Expr expr, Token token, Expr.Edges edges) {
    Span span = expr.span().to(token.span());
    return switch (expr) {
      case Expr.VectorSelector s ->
          new Expr.VectorSelector(
              s.name(), s.matchers(), s.shift(), once(s.edges(), token, edges), span);
      case Expr.MatrixSelector m -> {
        Expr.VectorSelector s = m.selector();
        yield new Expr.MatrixSelector(
            new Expr.VectorSelector(
                s.name(), s.matchers(), s.shift(), once(s.edges(), token, edges), s.span()),
            m.range(),
            span);
      }
      case Expr.Subquery q -> throw noEdges(token, "not on a subquery");
      case Expr.NumberLiteral number -> throw noEdges(token, "");
      case Expr.StringLiteral text -> throw noEdges(token, "");
      case Expr.Parenthesised inner -> throw noEdges(token, "");
      case Expr.Unary unary -> throw noEdges(token, "");
      case Expr.Binary binary -> throw noEdges(token, "");
      case Expr.Aggregation aggregation -> throw noEdges(token, "");
      case Expr.Call call -> throw noEdges(token, "");
    };
  }

  private Expr.Edges once(Expr.Edges before, Token token, Expr.Edges edges) {
    if (before != Expr.Edges.PLAIN) {
      throw tokens.error(
          token.span(), "anchored and smoothed modifiers may be set once (now also" + edges + ")");
    }
    return edges;
  }

  private RuntimeException noEdges(Token token, String detail) {
    return tokens.error(
        token.span(),
        token.lowerCase()
            + " modifier can only be used on vector selectors"
            + (detail.isEmpty() ? "" : ", " + detail));
  }
}
