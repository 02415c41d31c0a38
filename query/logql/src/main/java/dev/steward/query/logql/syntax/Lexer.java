package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.query.logql.text.ByteSizes;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.logql.text.GoStrings;
import dev.steward.query.value.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Cuts a query into words. For one use. */
final class Lexer {
  /** Longer ones first. */
  private static final List<String> SYMBOLS =
      List.of(
          "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", "=", ">", "<", "|", "{", "}",
          "(", ")", ",", ".", "+", "-", "*", "/", "%", "^", "]");

  private final String query;
  private int at;

  private Lexer(String query) {
    this.query = query;
  }

  /** The words of a query, an END last. */
  static List<Token> tokens(String query) {
    Lexer lexer = new Lexer(query);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.next();
      tokens.add(token);
    } while (token.type() != Type.END);
    return tokens;
  }

  private Token next() {
    skipBlanks();
    if (at == query.length()) {
      return new Token(Type.END, "", at, 0);
    }
    int start = at;
    char c = query.charAt(at);
    if (c == '"' || c == '`') {
      return string(c);
    }
    if (c == '[') {
      return range();
    }
    if (isDigit(c) || (c == '.' && at + 1 < query.length() && isDigit(query.charAt(at + 1)))) {
      return number();
    }
    if (c == '-') {
      Token special = flagOrNegativeDuration();
      if (special != null) {
        return special;
      }
    }
    if (Character.isUnicodeIdentifierStart(c) || c == '_') {
      return word();
    }
    for (String symbol : SYMBOLS) {
      if (query.startsWith(symbol, at)) {
        at += symbol.length();
        return new Token(Type.SYMBOL, symbol, start, 0);
      }
    }
    throw error(start, "syntax error: unexpected " + Character.toString(query.codePointAt(start)));
  }

  private void skipBlanks() {
    while (at < query.length()) {
      char c = query.charAt(at);
      if (c == '#') {
        int end = query.indexOf('\n', at);
        at = end < 0 ? query.length() : end;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  private Token string(char quote) {
    int start = at;
    at++;
    while (at < query.length() && query.charAt(at) != quote) {
      char c = query.charAt(at);
      if (quote == '"' && c == '\n') {
        break;
      }
      at += quote == '"' && c == '\\' ? 2 : 1;
    }
    if (at >= query.length() || query.charAt(at) != quote) {
      throw error(start, "literal not terminated");
    }
    at++;
    String inside = query.substring(start + 1, at - 1);
    if (quote == '`') {
      return new Token(Type.STRING, inside, start, 0);
    }
    try {
      return new Token(Type.STRING, GoStrings.unescape(inside), start, 0);
    } catch (IllegalArgumentException e) {
      throw error(start, "invalid char escape");
    }
  }

  private Token range() {
    int start = at;
    int end = query.indexOf(']', at);
    if (end < 0) {
      throw error(start, "missing closing ']' in duration");
    }
    String text = query.substring(start + 1, end).strip();
    at = end + 1;
    if (text.isEmpty()) {
      throw error(start, "empty duration string");
    }
    OptionalLong nanos = Durations.parsePrometheus(text);
    if (nanos.isEmpty()) {
      throw error(start, Durations.prometheusProblem(text));
    }
    if (nanos.getAsLong() == 0) {
      throw error(start, "duration must be greater than 0");
    }
    return new Token(Type.RANGE, text, start, nanos.getAsLong());
  }

  private Token number() {
    int start = at;
    at = NumberScanner.end(query, at);
    String number = query.substring(start, at);
    int end = endOf(Lexer::isDurationCharacter);
    if (end > at) {
      OptionalLong nanos = Durations.parseEither(query.substring(start, end));
      if (nanos.isPresent()) {
        at = end;
        return new Token(Type.DURATION, query.substring(start, end), start, nanos.getAsLong());
      }
    }
    end = endOf(Lexer::isBytesCharacter);
    if (end > at) {
      ByteSizes.Parsed size = ByteSizes.parse(query.substring(start, end));
      if (size.problem() == null) {
        at = end;
        return new Token(Type.BYTES, query.substring(start, end), start, size.bytes());
      }
    }
    return new Token(Type.NUMBER, number, start, 0);
  }

  private interface CharacterTest {
    boolean accepts(char c);
  }

  private int endOf(CharacterTest test) {
    int end = at;
    while (end < query.length() && test.accepts(query.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDurationCharacter(char c) {
    return isDigit(c) || c == '.' || "nuµμmshdwy".indexOf(c) >= 0;
  }

  private static boolean isBytesCharacter(char c) {
    return isDigit(c) || c == '.' || "BikKMGTP".indexOf(c) >= 0;
  }

  private @Nullable Token flagOrNegativeDuration() {
    int start = at;
    for (String flag : List.of("--strict", "--keep-empty")) {
      if (query.startsWith(flag, at)) {
        at += flag.length();
        return new Token(Type.FLAG, flag, start, 0);
      }
    }
    at++;
    int end = endOf(Lexer::isDurationCharacter);
    if (end > at) {
      OptionalLong nanos = Durations.parseEither(query.substring(start + 1, end));
      String text = query.substring(start, end);
      if (nanos.isPresent() && !isDigit(text.charAt(text.length() - 1))) {
        at = end;
        return new Token(Type.DURATION, text, start, -nanos.getAsLong());
      }
    }
    at = start;
    return null;
  }

  private Token word() {
    int start = at;
    while (at < query.length()
        && (Character.isUnicodeIdentifierPart(query.charAt(at)) || query.charAt(at) == '_')) {
      at++;
    }
    String text = query.substring(start, at);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean keyword =
        Vocabulary.isFunction(lower)
            ? Vocabulary.argumentsFollow(query, at)
            : Vocabulary.isKeyword(lower);
    return new Token(keyword ? Type.KEYWORD : Type.IDENTIFIER, keyword ? lower : text, start, 0);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private QuerySyntaxException error(int position, String what) {
    return QuerySyntaxException.loki(query, position, what);
  }
}
