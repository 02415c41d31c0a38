package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.query.logql.text.Numbers;
import dev.steward.query.value.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The words of a query, read from left to right, and the errors that reading gives. For one use.
 */
final class TokenStream {
  private final String query;
  private final List<Token> tokens;
  private int at;

  TokenStream(String query) {
    this.query = query;
    this.tokens = Lexer.tokens(query);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekAfter() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.type() != Type.END) {
      at++;
    }
    return token;
  }

  boolean isNext(String word) {
    return peek().is(word);
  }

  boolean isNext(Type type) {
    return peek().type() == type;
  }

  /** Takes a word if it is next. */
  boolean take(String word) {
    boolean found = isNext(word);
    if (found) {
      next();
    }
    return found;
  }

  Token expect(String word) {
    if (!isNext(word)) {
      throw unexpected(word);
    }
    return next();
  }

  Token expect(Type type) {
    if (!isNext(type)) {
      throw unexpected(type.name());
    }
    return next();
  }

  /** A number with an optional sign. */
  double expectSignedNumber() {
    boolean negative = isNext("-");
    if (negative || isNext("+")) {
      next();
    }
    double value = expectNumber();
    return negative ? -value : value;
  }

  double expectNumber() {
    Token token = expect(Type.NUMBER);
    OptionalDouble value = Numbers.parse(token.text());
    if (value.isEmpty()) {
      throw error(token, "unable to parse literal as a float: " + Numbers.problem(token.text()));
    }
    return value.getAsDouble();
  }

  /** Names in parentheses; may be none. */
  List<String> namesInParentheses() {
    expect("(");
    List<String> names = new ArrayList<>();
    if (!isNext(")")) {
      do {
        names.add(expect(Type.IDENTIFIER).text());
      } while (take(","));
    }
    expect(")");
    return names;
  }

  /** The error that the next word cannot stand here. */
  QuerySyntaxException unexpected(String... expected) {
    String what = "syntax error: unexpected " + peek().shown();
    return error(
        peek(),
        expected.length == 0 ? what : what + ", expecting " + String.join(" or ", expected));
  }

  QuerySyntaxException error(Token token, String what) {
    return error(token.position(), what);
  }

  QuerySyntaxException error(int position, String what) {
    return QuerySyntaxException.loki(query, position, what);
  }
}
