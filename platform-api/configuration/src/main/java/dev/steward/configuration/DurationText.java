package dev.steward.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Durations as Go and Prometheus write them: numbers with units, one after the other, such as
 * {@code 1h30m}, {@code 1.5s} or {@code 14d}.
 *
 * <p>Units: {@code ns us µs ms s m h d w y}; a day has 24 hours, a year 365 days. {@code 0} needs
 * no unit.
 */
public final class DurationText {
  static final String EXPECTED = "a duration with its unit, such as 500ms, 30s, 1h30m or 14d";

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L,
          "w", 604_800_000_000_000L,
          "y", 31_536_000_000_000_000L);

  private static final String[] UNITS_DOWNWARDS = {"d", "h", "m", "s", "ms", "us", "ns"};

  private DurationText() {}

  /**
   * Reads a duration of at most 292 years.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    boolean negative = text.startsWith("-");
    int at = negative ? 1 : 0;
    if (at == text.length()) {
      throw invalid(text);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    while (at < text.length()) {
      int unitStart = skipNumber(text, at);
      int unitEnd = skipUnit(text, unitStart);
      Long factor = NANOS.get(text.substring(unitStart, unitEnd));
      if (unitStart == at || factor == null) {
        throw invalid(text);
      }
      nanos = nanos.add(number(text, at, unitStart).multiply(BigDecimal.valueOf(factor)));
      at = unitEnd;
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw invalid(text);
    }
    return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
  }

  private static int skipNumber(String text, int from) {
    int at = from;
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return at;
  }

  private static int skipUnit(String text, int from) {
    int at = from;
    while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static BigDecimal number(String text, int from, int to) {
    if (to - from > 30) {
      throw invalid(text);
    }
    try {
      return new BigDecimal(text.substring(from, to));
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(text + " (expected: " + EXPECTED + ")");
  }

  /** The shortest text of whole units that {@link #parse} reads back to the same duration. */
  public static String format(Duration duration) {
    long rest = duration.toNanos();
    if (rest == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    if (rest < 0) {
      text.append('-');
      rest = -rest;
    }
    for (String unit : UNITS_DOWNWARDS) {
      long size = Objects.requireNonNull(NANOS.get(unit));
      if (rest >= size) {
        text.append(rest / size).append(unit);
        rest %= size;
      }
    }
    return text.toString();
  }
}
