package dev.steward.query.logql.functions;

import dev.steward.query.logql.text.Numbers;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values taken as numbers; what is none counts as zero. */
final class Conversions {
  private static final Pattern ZERO_FRACTION = Pattern.compile("\\.0+$");

  /** Sign, prefix and digits; digits in groups only behind a prefix. */
  private static final Pattern INTEGER =
      Pattern.compile(
          "([+-]?)(0[xXbBoO]|0(?=[0-9_])|)((?:(?<=0[xXbBoO]|0)_)?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)");

  private Conversions() {}

  static long toLong(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Double number -> number.longValue();
      case Boolean truth -> truth ? 1 : 0;
      case String text -> parseLong(text);
      case null, default -> 0;
    };
  }

  /**
   * Decimal, or with one of Go's prefixes as in {@code 0x1f}, {@code 0b1}, {@code 0o17} and {@code
   * 017}, underscores allowed behind a prefix; a fraction of nothing but zeros is cut off.
   */
  private static long parseLong(String text) {
    Matcher integer = INTEGER.matcher(ZERO_FRACTION.matcher(text).replaceFirst(""));
    if (!integer.matches()) {
      return 0;
    }
    String prefix = integer.group(2).toLowerCase(Locale.ROOT);
    int radix =
        switch (prefix) {
          case "0x" -> 16;
          case "0b" -> 2;
          case "0o", "0" -> 8;
          default -> 10;
        };
    try {
      return Long.parseLong(integer.group(1) + integer.group(3).replace("_", ""), radix);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static double toDouble(@Nullable Object value) {
    return switch (value) {
      case Long number -> number.doubleValue();
      case Double number -> number;
      case Boolean truth -> truth ? 1 : 0;
      case String text -> Numbers.parse(text).orElse(0);
      case null, default -> 0;
    };
  }
}
