package dev.steward.query.logql.functions;

import dev.steward.query.logql.text.Numbers;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values taken as numbers; what is none counts as zero. */
final class Conversions {
  private static final Pattern ZERO_FRACTION = Pattern.compile("\\.0*$");

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

  /** Decimal, or with a prefix as in {@code 0x1f}; a fraction of nothing but zeros is cut off. */
  private static long parseLong(String text) {
    try {
      return Long.decode(ZERO_FRACTION.matcher(text).replaceFirst(""));
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
