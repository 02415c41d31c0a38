package dev.steward.query.template;

import org.jspecify.annotations.Nullable;

/** Numbers as Go's source writes them. */
final class NumberText {
  private NumberText() {}

  /** A Long or a Double, or null where the text is no number. */
  static @Nullable Object parse(String text) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    try {
      long value = integer(unsigned);
      return negative ? -value : value;
    } catch (NumberFormatException e) {
      return decimal(digits, unsigned);
    }
  }

  private static long integer(String unsigned) {
    if (unsigned.length() > 1 && unsigned.charAt(0) == '0') {
      return switch (unsigned.charAt(1)) {
        case 'x', 'X' -> Long.parseLong(unsigned.substring(2), 16);
        case 'b', 'B' -> Long.parseLong(unsigned.substring(2), 2);
        case 'o', 'O' -> Long.parseLong(unsigned.substring(2), 8);
        default -> Long.parseLong(unsigned, 8);
      };
    }
    return Long.parseLong(unsigned);
  }

  private static @Nullable Object decimal(String digits, String unsigned) {
    boolean plain = unsigned.matches("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    boolean hex = unsigned.matches("0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*)[pP][+-]?\\d+");
    if (!plain && !hex) {
      return null;
    }
    double value = Double.parseDouble(digits);
    return Double.isInfinite(value) ? null : (Object) value;
  }
}
