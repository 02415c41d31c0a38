package dev.steward.query.promql.syntax;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Reads a metric's name and conditions on labels: {@code name{label="value", "utf-8 name"}}. */
final class SelectorParser {
  private final TokenCursor tokens;

  SelectorParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  Expr.VectorSelector selector() {
    Token first = tokens.peek();
    String name = "";
    Span span = first.span();
    List<LabelMatcher> matchers = new ArrayList<>();
    if (first.is(TokenKind.IDENTIFIER)) {
      name = tokens.next().text();
      matchers.add(new LabelMatcher.Equal(Labels.METRIC_NAME, name));
    }
    if (tokens.at(TokenKind.LEFT_BRACE)) {
      name = conditions(name, matchers);
      span = span.to(tokens.next().span());
    } else if (name.isEmpty()) {
      throw tokens.unexpected("", "");
    }
    return new Expr.VectorSelector(name, matchers, TimeShift.NONE, Expr.Edges.PLAIN, span);
  }

  /** Reads up to the closing brace, and gives the metric's name where it stands before them. */
  private String conditions(String name, List<LabelMatcher> matchers) {
    tokens.next();
    String quotedName = "";
    while (!tokens.at(TokenKind.RIGHT_BRACE)) {
      Token token = tokens.peek();
      if (token.is(TokenKind.STRING) && !isCondition(tokens.peekNext())) {
        String text = tokens.text(tokens.next());
        requireOneName(token, name.isEmpty() ? quotedName : name, text);
        quotedName = text;
        matchers.add(new LabelMatcher.Equal(Labels.METRIC_NAME, text));
      } else {
        matchers.add(condition());
      }
      if (!tokens.takeIf(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_BRACE)) {
        throw tokens.unexpected("label matching", "\",\" or \"}\"");
      }
    }
    if (!name.isEmpty()) {
      requireNoOtherName(name, matchers);
    }
    return name;
  }

  private static boolean isCondition(Token token) {
    return token.is(TokenKind.EQUAL)
        || token.isOperator("!=")
        || token.is(TokenKind.MATCHES)
        || token.is(TokenKind.NOT_MATCHES);
  }

  private void requireOneName(Token where, String first, String second) {
    if (!first.isEmpty()) {
      throw tokens.error(
          where.span(),
          "metric name must not be set twice: "
              + StringLiterals.quote(first)
              + " or "
              + StringLiterals.quote(second));
    }
  }

  private void requireNoOtherName(String name, List<LabelMatcher> matchers) {
    for (LabelMatcher matcher : matchers.subList(1, matchers.size())) {
      if (matcher instanceof LabelMatcher.Equal equal && equal.name().equals(Labels.METRIC_NAME)) {
        requireOneName(tokens.peek(), name, equal.value());
      }
    }
  }

  private LabelMatcher condition() {
    Token label = tokens.peek();
    String name;
    if (label.is(TokenKind.IDENTIFIER) && label.text().indexOf(':') < 0) {
      name = label.text();
    } else if (label.is(TokenKind.STRING)) {
      name = tokens.text(label);
    } else {
      throw tokens.unexpected("label matching", "identifier or \"}\"");
    }
    tokens.next();
    Token operator = tokens.peek();
    if (!isCondition(operator)) {
      throw tokens.unexpected("label matching", "label matching operator");
    }
    tokens.next();
    Token value = tokens.expect(TokenKind.STRING, "label matching", "string");
    return matcher(label, name, operator, value);
  }

  private LabelMatcher matcher(Token label, String name, Token operator, Token literal) {
    String value = tokens.text(literal);
    try {
      return switch (operator.kind()) {
        case EQUAL -> new LabelMatcher.Equal(name, value);
        case MATCHES -> new LabelMatcher.Matches(name, Regex.compile(value));
        case NOT_MATCHES -> new LabelMatcher.NotMatches(name, Regex.compile(value));
        case OPERATOR -> new LabelMatcher.NotEqual(name, value);
        case END_OF_INPUT,
            IDENTIFIER,
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
            AT ->
            throw tokens.unexpected("label matching", "label matching operator");
      };
    } catch (RegexSyntaxException e) {
      throw tokens.error(label.span(), String.valueOf(e.getMessage()));
    }
  }
}
