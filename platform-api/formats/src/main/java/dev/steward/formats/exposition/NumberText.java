package dev.steward.formats.exposition;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers as Go reads and writes them. */
final class NumberText {
  private static final int MAX_EXACT_DIGITS = 15;

  /** Go's shortest form has an exponent from a million on. */
  private static final int GO_EXPONENT_FROM = 6;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private NumberText() {}

  /** Reads the number that is the next word. */
  static double read(ByteText text) {
    int from = text.at;
    text.skipWord();
    int to = text.at;
    int at = from;
    boolean negative = at < to && text.bytes[at] == '-';
    at += at < to && (negative || text.bytes[at] == '+') ? 1 : 0;
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (; at < to; at++) {
      byte b = text.bytes[at];
      if (b == '.' && fraction < 0) {
        fraction = 0;
      } else if (b >= '0' && b <= '9' && count < MAX_EXACT_DIGITS) {
        digits = digits * 10 + (b - '0');
        count++;
        fraction += fraction >= 0 ? 1 : 0;
      } else {
        return slow(text, from, to);
      }
    }
    if (count == 0) {
      return slow(text, from, to);
    }
    // Both are exact, so their quotient is rounded once, as it must be.
    double value = fraction > 0 ? digits / POWERS_OF_TEN[fraction] : digits;
    return negative ? -value : value;
  }

  private static double slow(ByteText text, int from, int to) {
    String word = new String(text.bytes, from, to - from, StandardCharsets.ISO_8859_1);
    boolean signed = word.startsWith("+") || word.startsWith("-");
    double sign = word.startsWith("-") ? -1 : 1;
    String unsigned = signed ? word.substring(1) : word;
    if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    if (word.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    try {
      if (isNumber(unsigned)) {
        return Double.parseDouble(word);
      }
    } catch (NumberFormatException e) {
      // Said below, with the place.
    }
    text.at = from;
    throw text.error(
        word.isEmpty()
            ? "expected a number, found " + text.found()
            : word + " (expected: a number)");
  }

  /** Java alone also reads words, spaces and type suffixes. */
  private static boolean isNumber(String word) {
    boolean hex = word.startsWith("0x") || word.startsWith("0X");
    for (int i = hex ? 2 : 0; i < word.length(); i++) {
      char c = Character.toLowerCase(word.charAt(i));
      boolean digit = (c >= '0' && c <= '9') || (hex && c >= 'a' && c <= 'f');
      if (!digit && ".+-".indexOf(c) < 0 && c != (hex ? 'p' : 'e')) {
        return false;
      }
    }
    return !word.isEmpty() && word.length() < 400;
  }

  /** A number in the shortest form that is read back as the same, as Go's {@code %g} writes it. */
  static void append(StringBuilder into, double value) {
    if (Double.isNaN(value)) {
      into.append("NaN");
    } else if (Double.isInfinite(value)) {
      into.append(value > 0 ? "+Inf" : "-Inf");
    } else if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      if (value == 0 && 1 / value < 0) {
        into.append('-');
      }
      into.append((long) value);
    } else {
      appendShortest(into, value);
    }
  }

  private static void appendShortest(StringBuilder into, double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value)));
    decimal = decimal.stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    if (value < 0) {
      into.append('-');
    }
    if (exponent < -4 || exponent >= GO_EXPONENT_FROM) {
      into.append(digits.charAt(0));
      if (digits.length() > 1) {
        into.append('.').append(digits, 1, digits.length());
      }
      into.append(exponent < 0 ? "e-" : "e+");
      into.append(Math.abs(exponent) < 10 ? "0" : "").append(Math.abs(exponent));
    } else {
      into.append(decimal.toPlainString());
    }
  }
}
