package dev.steward.query.template;

/**
 * A word of a template.
 *
 * @param type what it is
 * @param text its text
 * @param position where it starts, in characters from 0
 */
record TemplateToken(Type type, String text, int position) {
  enum Type {
    /** Text outside actions. */
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    /** A name of a function, a keyword, true, false, nil. */
    IDENTIFIER,
    /** {@code .name}. */
    FIELD,
    /** {@code $} or {@code $name}. */
    VARIABLE,
    DOT,
    NUMBER,
    CHARACTER,
    STRING,
    RAW_STRING,
    PIPE,
    DECLARE,
    ASSIGN,
    COMMA,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    SPACE,
    END
  }
}
