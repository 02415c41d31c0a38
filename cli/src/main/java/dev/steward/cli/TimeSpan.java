package dev.steward.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads spans of time as the query languages write them: {@code 90s}, {@code 1h30m}, {@code 7d}.
 */
final class TimeSpan implements ITypeConverter<Duration> {
  private static final Pattern WHOLE = Pattern.compile("([0-9]+(ms|s|m|h|d|w|y))+");
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d|w|y)");

  @Override
  public Duration convert(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new TypeConversionException(text + " (expected: a span such as 90s, 1h30m or 7d)");
    }
    try {
      Duration sum = Duration.ZERO;
      Matcher parts = PART.matcher(text);
      while (parts.find()) {
        sum = sum.plus(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
      }
      return sum;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new TypeConversionException(text + " (expected: a shorter span)");
    }
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      case "y" -> Duration.ofDays(365);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
