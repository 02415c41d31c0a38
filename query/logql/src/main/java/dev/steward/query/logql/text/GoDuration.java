package dev.steward.query.logql.text;

import dev.steward.query.logql.text.Durations.Parsed;
import org.jspecify.annotations.Nullable;

/** Reads a duration in Go's notation. For one use. */
final class GoDuration {
  private static final int MAX_DIGITS = 18;

  private final String text;
  private int at;
  private long nanos;

  GoDuration(String text) {
    this.text = text;
  }

  Parsed read() {
    boolean signed = !text.isEmpty() && "+-".indexOf(text.charAt(0)) >= 0;
    at = signed ? 1 : 0;
    if (text.length() == at + 1 && text.charAt(at) == '0') {
      return new Parsed(0, null);
    }
    String problem = at == text.length() ? invalid() : null;
    while (problem == null && at < text.length()) {
      problem = part();
    }
    return new Parsed(signed && text.charAt(0) == '-' ? -nanos : nanos, problem);
  }

  /** Adds a number and its unit; gives what is wrong with them, or null. */
  private @Nullable String part() {
    int start = at;
    skipDigits();
    int point = at;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      skipDigits();
    }
    int letters = at;
    if (letters - start == (letters > point ? 1 : 0) || point - start > MAX_DIGITS) {
      return invalid();
    }
    while (at < text.length() && text.charAt(at) != '.' && !isDigit()) {
      at++;
    }
    if (at == letters) {
      return "time: missing unit in duration \"" + text + "\"";
    }
    long scale = scale(text.substring(letters, at));
    if (scale == 0) {
      return "time: unknown unit \""
          + text.substring(letters, at)
          + "\" in duration \""
          + text
          + "\"";
    }
    return add(start, point, letters, scale);
  }

  private @Nullable String add(int start, int point, int letters, long scale) {
    long whole = point == start ? 0 : Long.parseLong(text, start, point, 10);
    int end = Math.min(letters, point + 1 + MAX_DIGITS);
    long fraction = 0;
    if (end > point + 1) {
      double units = scale / Math.pow(10, end - point - 1);
      fraction = (long) (Long.parseLong(text, point + 1, end, 10) * units);
    }
    try {
      nanos = Math.addExact(nanos, Math.addExact(Math.multiplyExact(whole, scale), fraction));
      return null;
    } catch (ArithmeticException e) {
      return invalid();
    }
  }

  private String invalid() {
    return "time: invalid duration \"" + text + "\"";
  }

  private void skipDigits() {
    while (at < text.length() && isDigit()) {
      at++;
    }
  }

  private boolean isDigit() {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static long scale(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 0;
    };
  }
}
