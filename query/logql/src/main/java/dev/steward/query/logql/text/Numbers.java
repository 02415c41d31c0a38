package dev.steward.query.logql.text;

import dev.steward.spi.model.GoQuoting;
import java.util.OptionalDouble;

/**
 * Numbers as text, in Go's notation: decimal, hexadecimal with an exponent, infinities and NaN in
 * any case.
 */
public final class Numbers {
  private Numbers() {}

  /** The number of a text, or empty where it is none or too large. */
  public static OptionalDouble parse(String text) {
    int at = 0;
    int length = text.length();
    boolean negative = false;
    if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      at = 1;
    }
    if (at == length) {
      return OptionalDouble.empty();
    }
    char first = text.charAt(at);
    if (first == 'i' || first == 'I' || first == 'n' || first == 'N') {
      return special(text.substring(at), negative, at > 0);
    }
    boolean hex = isHex(text, at);
    if (!(hex ? isHexFloat(text, at + 2) : isDecimal(text, at))) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Go's words for why a text is no number that {@link #parse} reads. */
  public static String problem(String text) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    boolean isNumber =
        from < text.length()
            && (isDecimal(text, from) || (isHex(text, from) && isHexFloat(text, from + 2)));
    return "strconv.ParseFloat: parsing "
        + GoQuoting.quote(text)
        + (isNumber ? ": value out of range" : ": invalid syntax");
  }

  private static boolean isHex(String text, int at) {
    return text.startsWith("0x", at) || text.startsWith("0X", at);
  }

  private static OptionalDouble special(String word, boolean negative, boolean signed) {
    if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
      return OptionalDouble.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return word.equalsIgnoreCase("nan") && !signed
        ? OptionalDouble.of(Double.NaN)
        : OptionalDouble.empty();
  }

  private static boolean isDecimal(String text, int from) {
    int at = from;
    int digits = 0;
    boolean point = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
      at++;
    }
    if (digits == 0) {
      return false;
    }
    return at == text.length()
        || ((text.charAt(at) == 'e' || text.charAt(at) == 'E') && isExponent(text, at + 1));
  }

  private static boolean isHexFloat(String text, int from) {
    int at = from;
    int digits = 0;
    boolean point = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.digit(c, 16) >= 0 && c < 0x80) {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
      at++;
    }
    return digits > 0
        && at < text.length()
        && (text.charAt(at) == 'p' || text.charAt(at) == 'P')
        && isExponent(text, at + 1);
  }

  private static boolean isExponent(String text, int from) {
    int at = from;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start && at == text.length();
  }
}
