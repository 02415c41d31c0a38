package dev.steward.query.promql.syntax;

import dev.steward.query.value.Aggregator;
import dev.steward.query.value.BinaryOperator;
import dev.steward.spi.model.GoQuoting;
import java.util.Locale;
import java.util.Set;

/**
 * A word of a query.
 *
 * @param kind what it is
 * @param text as it stands in the query
 * @param span where it stands
 */
record Token(TokenKind kind, String text, Span span) {
  private static final Set<String> KEYWORDS =
      Set.of(
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "bool",
          "offset",
          "anchored",
          "smoothed",
          "fill",
          "fill_left",
          "fill_right");

  /** Whether this is an operator or a punctuation of this text. */
  boolean is(TokenKind wanted) {
    return kind == wanted;
  }

  /** Whether this is a word that means something by its position; case does not matter. */
  boolean isWord(String word) {
    return kind == TokenKind.IDENTIFIER && text.equalsIgnoreCase(word);
  }

  boolean isOperator(String operator) {
    return kind == TokenKind.OPERATOR && text.equals(operator);
  }

  String lowerCase() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** How messages call it. */
  String describe() {
    return switch (kind) {
      case END_OF_INPUT -> "end of input";
      case IDENTIFIER -> describeIdentifier();
      case NUMBER -> "number " + GoQuoting.quote(text);
      case DURATION -> "duration " + GoQuoting.quote(text);
      case STRING -> "string " + GoQuoting.quote(text);
      case OPERATOR -> "<op:" + text + ">";
      case AT -> "<op:@>";
      case MATCHES, NOT_MATCHES -> "<op:" + text + ">";
      case LEFT_PARENTHESIS,
          RIGHT_PARENTHESIS,
          LEFT_BRACE,
          RIGHT_BRACE,
          LEFT_BRACKET,
          RIGHT_BRACKET,
          COMMA,
          COLON,
          EQUAL ->
          GoQuoting.quote(text);
    };
  }

  private static boolean isOperatorWord(String word) {
    return Character.isLetter(word.charAt(0)) && BinaryOperator.bySymbol(word) != null;
  }

  private String describeIdentifier() {
    String word = lowerCase();
    if (KEYWORDS.contains(word)) {
      return "<" + word + ">";
    }
    if (isOperatorWord(word)) {
      return "<op:" + word + ">";
    }
    return Aggregator.byName(word) != null
        ? "<aggr:" + word + ">"
        : "identifier " + GoQuoting.quote(text);
  }
}
