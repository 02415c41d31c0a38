package dev.steward.query.logql.text;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time as text, in the two notations that LogQL knows: Prometheus' ({@code 1d12h}, whole
 * numbers, largest unit first) and Go's ({@code 1.5h}, {@code -3us}, no unit above the hour).
 *
 * <p>Source: the documentation of Prometheus' query language and of Go's {@code time.Duration}.
 */
public final class Durations {
  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final String[] PROMETHEUS_UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] PROMETHEUS_NANOS = {
    365 * DAY, 7 * DAY, DAY, HOUR, MINUTE, SECOND, MILLI
  };

  /** A unit that no duration has, behind parts that are well-formed. */
  private static final Pattern UNKNOWN_UNIT =
      Pattern.compile("(?:\\d+(?:ms|[smhdwy])(?=\\d|$))*\\d+(?!(?:ms|[smhdwy])(?:\\d|$))(\\D+)");

  private Durations() {}

  /** Nanoseconds of a text in Prometheus' notation, or empty where it is none. */
  public static OptionalLong parsePrometheus(String text) {
    if (text.equals("0")) {
      return OptionalLong.of(0);
    }
    int at = 0;
    int unit = 0;
    long nanos = 0;
    while (at < text.length()) {
      int digits = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (at == digits || at - digits > 18) {
        return OptionalLong.empty();
      }
      long number = Long.parseLong(text, digits, at, 10);
      int letters = at;
      while (at < text.length() && Character.isLetter(text.charAt(at))) {
        at++;
      }
      String name = text.substring(letters, at);
      while (unit < PROMETHEUS_UNITS.length && !PROMETHEUS_UNITS[unit].equals(name)) {
        unit++;
      }
      if (unit == PROMETHEUS_UNITS.length) {
        return OptionalLong.empty();
      }
      try {
        nanos = Math.addExact(nanos, Math.multiplyExact(number, PROMETHEUS_NANOS[unit]));
      } catch (ArithmeticException e) {
        return OptionalLong.empty();
      }
      unit++;
    }
    return at == 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** Why a text is none in Prometheus' notation, in Prometheus' words. */
  public static String prometheusProblem(String text) {
    Matcher unit = UNKNOWN_UNIT.matcher(text);
    return unit.lookingAt()
        ? "unknown unit \"" + unit.group(1) + "\" in duration \"" + text + "\""
        : "not a valid duration string: \"" + text + "\"";
  }

  /** Nanoseconds of a text in either notation, or empty where it is none. */
  public static OptionalLong parseEither(String text) {
    OptionalLong prometheus = parsePrometheus(text);
    if (prometheus.isPresent()) {
      return prometheus;
    }
    Parsed parsed = parseGo(text);
    return parsed.problem() == null ? OptionalLong.of(parsed.nanos()) : OptionalLong.empty();
  }

  /**
   * What became of reading a text in Go's notation.
   *
   * @param nanos nanoseconds; without meaning where there is a problem
   * @param problem Go's words for why the text is no duration, or null
   */
  public record Parsed(long nanos, @Nullable String problem) {}

  /** Reads a text in Go's notation. */
  public static Parsed parseGo(String text) {
    return new GoDuration(text).read();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** In Prometheus' notation; what is below a millisecond is left out. */
  public static String prometheus(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
    long rest = Math.abs(nanos);
    for (int i = 0; i < PROMETHEUS_UNITS.length; i++) {
      boolean exactOnly = i < 2;
      long size = PROMETHEUS_NANOS[i];
      if (rest >= size && (!exactOnly || rest % size == 0)) {
        text.append(rest / size).append(PROMETHEUS_UNITS[i]);
        rest %= size;
      }
    }
    return text.toString();
  }

  /** In Go's notation, as {@code Duration.String} writes it. */
  public static String go(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long rest = Math.abs(nanos);
    if (rest < MICRO) {
      return sign + rest + "ns";
    }
    if (rest < MILLI) {
      return sign + decimal(rest, MICRO) + "µs";
    }
    if (rest < SECOND) {
      return sign + decimal(rest, MILLI) + "ms";
    }
    StringBuilder text = new StringBuilder(sign);
    if (rest >= HOUR) {
      text.append(rest / HOUR).append('h');
    }
    if (rest >= MINUTE) {
      text.append(rest % HOUR / MINUTE).append('m');
    }
    return text.append(decimal(rest % MINUTE, SECOND)).append('s').toString();
  }

  private static String decimal(long nanos, long unit) {
    return BigDecimal.valueOf(nanos)
        .divide(BigDecimal.valueOf(unit))
        .stripTrailingZeros()
        .toPlainString();
  }
}
