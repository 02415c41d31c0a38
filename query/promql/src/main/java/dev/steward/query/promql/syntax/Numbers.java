package dev.steward.query.promql.syntax;

import org.jspecify.annotations.Nullable;

/** Number literals: decimal, hexadecimal, octal, with underscores between digits. */
final class Numbers {
  private Numbers() {}

  /** Where the number that starts at {@code start} ends. */
  static int endOfNumber(String text, int start) {
    if (text.startsWith("0x", start) || text.startsWith("0X", start)) {
      int end = digits(text, start + 2, 16);
      if (end > start + 2) {
        return end;
      }
    }
    int at = digits(text, start, 10);
    if (at < text.length() && text.charAt(at) == '.') {
      at = digits(text, at + 1, 10);
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int sign = at + 1;
      if (sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-')) {
        sign++;
      }
      int end = digits(text, sign, 10);
      if (end > sign) {
        return end;
      }
    }
    return at;
  }

  private static int digits(String text, int start, int radix) {
    int at = start;
    while (at < text.length()
        && (Character.digit(text.charAt(at), radix) >= 0 || text.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  /** The value of a literal, or null where it is none, or larger than any number. */
  static @Nullable Double parse(String literal) {
    if (literal.equalsIgnoreCase("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (literal.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    if (!underscoresSeparateDigits(literal)) {
      return null;
    }
    String text = literal.replace("_", "");
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return (double) Long.parseLong(text.substring(2), 16);
      }
      if (text.matches("0[0-7]+")) {
        return (double) Long.parseLong(text, 8);
      }
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? null : (Double) value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean underscoresSeparateDigits(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      if (literal.charAt(i) == '_'
          && (i == 0
              || i == literal.length() - 1
              || !Character.isLetterOrDigit(literal.charAt(i - 1))
              || Character.digit(literal.charAt(i + 1), 16) < 0)) {
        return false;
      }
    }
    return true;
  }
}
