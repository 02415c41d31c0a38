package dev.steward.server.prometheus;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times and durations as the Prometheus HTTP interface writes them.
 *
 * <p>A time is Unix seconds with a fraction, or RFC 3339; a duration is seconds with a fraction, or
 * a Prometheus duration such as {@code 1h30m}. Source: Prometheus, {@code web/api/v1}.
 */
final class PrometheusTime {
  /** Earliest and latest time that Prometheus can write; clients send them to mean "always". */
  private static final String MIN_TEXT = "-292273086-05-16T16:47:06Z";

  private static final String MAX_TEXT = "292277025-08-18T07:12:54.999999999Z";
  static final long MIN_MILLIS = (Long.MIN_VALUE / 1000 + 62_135_596_801L) * 1000;
  static final long MAX_MILLIS = (Long.MAX_VALUE / 1000 - 62_135_596_801L) * 1000 + 999;

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] UNIT_MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  private PrometheusTime() {}

  /** A time in milliseconds since the Unix epoch, rounded to the nearest. */
  static long parseMillis(String parameter, String text) {
    BigDecimal seconds = number(text);
    if (seconds != null) {
      try {
        return seconds.multiply(THOUSAND).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
      } catch (ArithmeticException e) {
        throw badTime(parameter, text, e);
      }
    }
    if (text.equals(MIN_TEXT)) {
      return MIN_MILLIS;
    }
    if (text.equals(MAX_TEXT)) {
      return MAX_MILLIS;
    }
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw badTime(parameter, text, e);
    }
  }

  /** A time where there is one, else what to take instead. */
  static long parseMillisOr(String parameter, @Nullable String text, long otherwise) {
    return text == null ? otherwise : parseMillis(parameter, text);
  }

  /** A duration in milliseconds. */
  static long parseDurationMillis(String parameter, String text) {
    BigDecimal seconds = number(text);
    if (seconds != null) {
      try {
        return seconds.multiply(THOUSAND).setScale(0, RoundingMode.DOWN).longValueExact();
      } catch (ArithmeticException e) {
        throw invalid(
            parameter, "cannot parse \"" + text + "\" to a valid duration. It overflows int64", e);
      }
    }
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw invalid(parameter, "cannot parse \"" + text + "\" to a valid duration", null);
    }
    long millis = 0;
    try {
      for (int i = 0; i < UNIT_MILLIS.length; i++) {
        String count = matcher.group(i + 1);
        if (count != null) {
          millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(count), UNIT_MILLIS[i]));
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid(
          parameter, "cannot parse \"" + text + "\" to a valid duration. It overflows int64", e);
    }
    return millis;
  }

  private static @Nullable BigDecimal number(String text) {
    if (text.length() > 64) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(text);
      return Math.abs((long) value.scale()) > 400 ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static StewardException badTime(String parameter, String text, Exception cause) {
    return invalid(parameter, "cannot parse \"" + text + "\" to a valid timestamp", cause);
  }

  static StewardException invalid(String parameter, String problem, @Nullable Exception cause) {
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT, "invalid parameter \"" + parameter + "\": " + problem, cause);
  }
}
