package dev.steward.query.logql.syntax;

/**
 * A word of a query.
 *
 * @param type what it is
 * @param text keywords and symbols in lower case; for a string its content; else as written
 * @param position where it starts in the query, in characters from 0
 * @param amount nanoseconds of a duration or range, bytes of an amount of bytes
 */
record Token(Type type, String text, int position, long amount) {
  enum Type {
    IDENTIFIER,
    STRING,
    NUMBER,
    DURATION,
    BYTES,
    RANGE,
    FLAG,
    /** A keyword, or a function's name with its parenthesis ahead. */
    KEYWORD,
    SYMBOL,
    END
  }

  boolean is(String word) {
    return (type == Type.KEYWORD || type == Type.SYMBOL) && text.equals(word);
  }

  /** As error texts name it. */
  String shown() {
    return switch (type) {
      case IDENTIFIER, STRING, NUMBER, DURATION, BYTES, RANGE -> type.name();
      case FLAG, KEYWORD, SYMBOL -> text;
      case END -> "$end";
    };
  }
}
