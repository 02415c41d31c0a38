package dev.steward.query.promql.syntax;

import java.util.OptionalLong;

/**
 * Durations as Prometheus writes them: {@code 1h30m}, units from the largest to the smallest, each
 * at most once.
 */
public final class Durations {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1
  };

  private Durations() {}

  /** Where the duration that starts at {@code start} ends; {@code start} where there is none. */
  static int endOfDuration(String text, int start) {
    int at = start;
    int unit = 0;
    while (true) {
      int digits = at;
      while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
        digits++;
      }
      int found = digits == at ? -1 : unitAt(text, digits, unit);
      if (found < 0) {
        return at;
      }
      at = digits + UNITS[found].length();
      unit = found + 1;
    }
  }

  /** The unit that stands at a position, among those not larger than {@code from}, or -1. */
  private static int unitAt(String text, int at, int from) {
    if (text.startsWith("ms", at)) {
      return UNITS.length - 1 >= from ? UNITS.length - 1 : -1;
    }
    for (int i = from; i < UNITS.length - 1; i++) {
      if (text.startsWith(UNITS[i], at)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Reads a duration.
   *
   * @return milliseconds, or empty where the text is not a duration or too long for its type
   */
  public static OptionalLong parseMillis(String text) {
    if (text.equals("0")) {
      return OptionalLong.of(0);
    }
    if (text.isEmpty() || endOfDuration(text, 0) != text.length()) {
      return OptionalLong.empty();
    }
    long total = 0;
    int at = 0;
    try {
      while (at < text.length()) {
        int digits = at;
        while (Character.isDigit(text.charAt(digits))) {
          digits++;
        }
        int unit = unitAt(text, digits, 0);
        long count = Long.parseLong(text.substring(at, digits));
        total = Math.addExact(total, Math.multiplyExact(count, MILLIS[unit]));
        at = digits + UNITS[unit].length();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
    // Prometheus counts in nanoseconds: longer ones do not fit there.
    return total > Long.MAX_VALUE / 1_000_000 ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /** A duration as text: {@code 1h30m}; {@code 0s} for none. */
  public static String format(long millis) {
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder(millis < 0 ? "-" : "");
    long left = Math.abs(millis);
    for (int i = 0; i < UNITS.length; i++) {
      boolean whole = i > 2 || left % MILLIS[i] == 0;
      if (whole && left >= MILLIS[i]) {
        text.append(left / MILLIS[i]).append(UNITS[i]);
        left %= MILLIS[i];
      }
    }
    return text.toString();
  }
}
