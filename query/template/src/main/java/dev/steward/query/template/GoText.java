package dev.steward.query.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Text between Go's quotes. */
final class GoText {
  private static final String SIMPLE = "abfnrtv\\\"'";
  private static final String SIMPLE_MEANING = "\u0007\b\f\n\r\t\u000b\\\"'";

  private GoText() {}

  /**
   * The text that an escaped one stands for.
   *
   * @throws IllegalArgumentException if an escape is not well-formed
   */
  static String unescaped(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    int at = 0;
    while (at < escaped.length()) {
      int rune = escaped.codePointAt(at);
      if (rune != '\\') {
        bytes.writeBytes(Character.toString(rune).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(rune);
      } else {
        at = escape(escaped, at + 1, bytes);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The character of a constant with its quotes, such as {@code 'a'}. */
  static OptionalInt rune(String quoted) {
    try {
      String text = unescaped(quoted.substring(1, quoted.length() - 1));
      return text.codePointCount(0, text.length()) == 1
          ? OptionalInt.of(text.codePointAt(0))
          : OptionalInt.empty();
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  private static int escape(String text, int at, ByteArrayOutputStream bytes) {
    char kind = at < text.length() ? text.charAt(at) : ' ';
    int simple = SIMPLE.indexOf(kind);
    if (simple >= 0) {
      bytes.write(SIMPLE_MEANING.charAt(simple));
      return at + 1;
    }
    int digits =
        switch (kind) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
          default -> throw new IllegalArgumentException("unknown escape");
        };
    boolean octal = digits == 3;
    int from = octal ? at : at + 1;
    if (from + digits > text.length()) {
      throw new IllegalArgumentException("too few digits");
    }
    long value = Long.parseLong(text, from, from + digits, octal ? 8 : 16);
    if (digits <= 3) {
      bytes.write((int) value);
    } else if (value <= Character.MAX_CODE_POINT && Character.isValidCodePoint((int) value)) {
      bytes.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
    } else {
      throw new IllegalArgumentException("not a character");
    }
    return from + digits;
  }
}
