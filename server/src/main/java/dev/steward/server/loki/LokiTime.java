package dev.steward.server.loki;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times and durations as the Loki HTTP interface writes them.
 *
 * <p>A time with a dot is Unix seconds, a whole number of up to ten digits too, a longer one
 * nanoseconds; anything else is RFC 3339. A duration is seconds, or numbers with units as Go and
 * Prometheus write them. Source: Loki, {@code pkg/loghttp}.
 */
final class LokiTime {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final BigDecimal NANOS = BigDecimal.valueOf(NANOS_PER_SECOND);
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h|d|w|y)");

  private LokiTime() {}

  /** A time in nanoseconds since the Unix epoch. */
  static long parseNanos(String parameter, String text) {
    try {
      if (text.matches("-?\\d+")) {
        long value = Long.parseLong(text);
        return text.length() <= 10 ? Math.multiplyExact(value, NANOS_PER_SECOND) : value;
      }
      if (text.matches("-?\\d*\\.\\d*(?:[eE][+-]?\\d{1,2})?")) {
        return toNanos(new BigDecimal(text));
      }
      return nanos(Instant.parse(text));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw invalid(
          "could not parse '"
              + parameter
              + "' parameter: "
              + text
              + " (expected: Unix seconds, nanoseconds or RFC 3339)",
          e);
    }
  }

  /** A moment in nanoseconds since the Unix epoch. */
  static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
  }

  /** A duration in nanoseconds. */
  static long parseDurationNanos(String parameter, String text) {
    try {
      if (text.matches("-?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d{1,2})?")) {
        return toNanos(new BigDecimal(text));
      }
      BigDecimal total = BigDecimal.ZERO;
      Matcher part = PART.matcher(text);
      int at = 0;
      while (part.find() && part.start() == at) {
        total =
            total.add(
                new BigDecimal(part.group(1))
                    .multiply(BigDecimal.valueOf(unitNanos(part.group(2)))));
        at = part.end();
      }
      if (at == text.length() && at > 0) {
        return total.setScale(0, RoundingMode.DOWN).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalidDuration(parameter, text, e);
    }
    throw invalidDuration(parameter, text, null);
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> NANOS_PER_SECOND;
      case "m" -> 60 * NANOS_PER_SECOND;
      case "h" -> 3_600 * NANOS_PER_SECOND;
      case "d" -> 86_400 * NANOS_PER_SECOND;
      case "w" -> 7 * 86_400 * NANOS_PER_SECOND;
      case "y" -> 365 * 86_400 * NANOS_PER_SECOND;
      default -> throw new NumberFormatException(unit);
    };
  }

  private static long toNanos(BigDecimal seconds) {
    return seconds.multiply(NANOS).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static StewardException invalidDuration(
      String parameter, String text, @Nullable Exception cause) {
    return invalid(
        "could not parse '"
            + parameter
            + "' parameter: cannot parse \""
            + text
            + "\" to a valid duration",
        cause);
  }

  static StewardException invalid(String message, @Nullable Exception cause) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message, cause);
  }
}
