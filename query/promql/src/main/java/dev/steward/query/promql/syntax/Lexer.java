package dev.steward.query.promql.syntax;

import dev.steward.query.value.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a query into words. Brackets change what a colon means, so they are counted. */
final class Lexer {
  private static final String[] OPERATORS = {
    "</", ">/", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "^", "<", ">"
  };

  private final String query;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean inBrackets;
  private boolean inBraces;

  private Lexer(String query) {
    this.query = query;
  }

  /** The words of a query; the last is the end of the input. */
  static List<Token> tokens(String query) {
    Lexer lexer = new Lexer(query);
    while (lexer.skipBlank()) {
      lexer.readToken();
    }
    lexer.add(TokenKind.END_OF_INPUT, lexer.at);
    return lexer.tokens;
  }

  private boolean skipBlank() {
    while (at < query.length()) {
      char c = query.charAt(at);
      if (c == '#') {
        int end = query.indexOf('\n', at);
        at = end < 0 ? query.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void readToken() {
    char c = query.charAt(at);
    switch (c) {
      case '(' -> single(TokenKind.LEFT_PARENTHESIS);
      case ')' -> single(TokenKind.RIGHT_PARENTHESIS);
      case '{' -> openBrace();
      case '}' -> closeBrace();
      case '[' -> openBracket();
      case ']' -> closeBracket();
      case ',' -> single(TokenKind.COMMA);
      case '@' -> single(TokenKind.AT);
      case '"', '\'', '`' -> readString(c);
      default -> readWordOrOperator(c);
    }
  }

  private void openBrace() {
    inBraces = true;
    single(TokenKind.LEFT_BRACE);
  }

  private void closeBrace() {
    inBraces = false;
    single(TokenKind.RIGHT_BRACE);
  }

  private void openBracket() {
    if (inBrackets) {
      throw error(at, "unexpected left bracket '['");
    }
    inBrackets = true;
    single(TokenKind.LEFT_BRACKET);
  }

  private void closeBracket() {
    if (!inBrackets) {
      throw error(at, "unexpected right bracket ']'");
    }
    inBrackets = false;
    single(TokenKind.RIGHT_BRACKET);
  }

  private void readWordOrOperator(char c) {
    if (isDigit(c) || (c == '.' && at + 1 < query.length() && isDigit(query.charAt(at + 1)))) {
      readNumber();
    } else if (isLetter(c) || (c == ':' && !inBrackets && !inBraces)) {
      readIdentifier();
    } else if (c == ':' && inBrackets) {
      single(TokenKind.COLON);
    } else if (query.startsWith("=~", at)) {
      take(TokenKind.MATCHES, 2);
    } else if (query.startsWith("!~", at)) {
      take(TokenKind.NOT_MATCHES, 2);
    } else if (inBraces && query.startsWith("!=", at)) {
      take(TokenKind.OPERATOR, 2);
    } else if (inBraces && c == '=') {
      single(TokenKind.EQUAL);
    } else {
      readOperator(c);
    }
  }

  private void readOperator(char c) {
    for (String operator : OPERATORS) {
      if (query.startsWith(operator, at)) {
        take(TokenKind.OPERATOR, operator.length());
        return;
      }
    }
    if (c == '=') {
      single(TokenKind.EQUAL);
      return;
    }
    int rune = query.codePointAt(at);
    if (c == '!') {
      String next = at + 1 < query.length() ? query.substring(at + 1, at + 2) : "";
      throw error(at + 1, "unexpected character after '!': '" + next + "'");
    }
    String where = inBrackets ? " in duration expression" : "";
    throw error(at, "unexpected character" + where + ": '" + Character.toString(rune) + "'");
  }

  private void readIdentifier() {
    int start = at;
    while (at < query.length()
        && (isLetter(query.charAt(at))
            || isDigit(query.charAt(at))
            || (query.charAt(at) == ':' && !inBrackets && !inBraces))) {
      at++;
    }
    String word = query.substring(start, at);
    boolean number = !inBraces && (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("nan"));
    add(number ? TokenKind.NUMBER : TokenKind.IDENTIFIER, start);
  }

  /** A number or a duration: both start with a digit, and a duration goes on with a unit. */
  private void readNumber() {
    int start = at;
    int end = Numbers.endOfNumber(query, at);
    int durationEnd = Durations.endOfDuration(query, at);
    at = Math.max(end, durationEnd);
    boolean duration = durationEnd > end;
    if (at < query.length() && (isLetter(query.charAt(at)) || isDigit(query.charAt(at)))) {
      while (at < query.length() && (isLetter(query.charAt(at)) || isDigit(query.charAt(at)))) {
        at++;
      }
      throw error(start, "bad number or duration syntax: \"" + query.substring(start, at) + "\"");
    }
    add(duration ? TokenKind.DURATION : TokenKind.NUMBER, start);
  }

  private void readString(char quote) {
    int start = at++;
    while (at < query.length() && query.charAt(at) != quote) {
      char c = query.charAt(at);
      if (c == '\n' && quote != '`') {
        throw error(start, "unterminated quoted string");
      }
      at += c == '\\' && quote != '`' ? 2 : 1;
    }
    if (at >= query.length()) {
      throw error(start, quote == '`' ? "unterminated raw string" : "unterminated quoted string");
    }
    at++;
    add(TokenKind.STRING, start);
  }

  private void single(TokenKind kind) {
    take(kind, 1);
  }

  private void take(TokenKind kind, int length) {
    int start = at;
    at += length;
    add(kind, start);
  }

  private void add(TokenKind kind, int start) {
    tokens.add(new Token(kind, query.substring(start, at), new Span(start, at)));
  }

  private QuerySyntaxException error(int position, String what) {
    return QuerySyntaxException.prometheus(query, position, what);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
