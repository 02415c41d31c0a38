package dev.steward.query.logql.functions;

import dev.steward.query.logql.text.Numbers;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Values taken as numbers; what is none counts as zero. */
final class Conversions {
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

  private static long parseLong(String text) {
    try {
      return Long.decode(text.strip());
    } catch (NumberFormatException e) {
      OptionalDouble number = Numbers.parse(text.strip());
      return number.isPresent() ? (long) number.getAsDouble() : 0;
    }
  }

  static double toDouble(@Nullable Object value) {
    return switch (value) {
      case Long number -> number.doubleValue();
      case Double number -> number;
      case Boolean truth -> truth ? 1 : 0;
      case String text -> Numbers.parse(text.strip()).orElse(0);
      case null, default -> 0;
    };
  }
}
