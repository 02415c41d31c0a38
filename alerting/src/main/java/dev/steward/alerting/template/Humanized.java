package dev.steward.alerting.template;

import dev.steward.query.logql.text.Durations;
import dev.steward.query.template.GoFractions;

/**
 * Numbers as people read them, with four digits.
 *
 * <p>Source: the Prometheus documentation of template functions.
 */
final class Humanized {
  private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
  private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};
  private static final int DIGITS = 4;

  private Humanized() {}

  /** With a decimal prefix: {@code 1.235k}. */
  static String decimal(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return digits(value);
    }
    return Math.abs(value) >= 1 ? divided(value, 1000, LARGE) : multiplied(value);
  }

  /** With a binary prefix: {@code 1.5ki}. */
  static String binary(double value) {
    return Math.abs(value) <= 1 || !Double.isFinite(value)
        ? digits(value)
        : divided(value, 1024, BINARY);
  }

  /** A ratio as a percentage: {@code 12.5%}. */
  static String percentage(double ratio) {
    return digits(ratio * 100) + "%";
  }

  /** Seconds as days, hours, minutes and seconds: {@code 1d 2h 3m 4s}. */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return digits(seconds);
    }
    if (seconds == 0) {
      return "0s";
    }
    if (Math.abs(seconds) < 1) {
      return multiplied(seconds) + "s";
    }
    String sign = seconds < 0 ? "-" : "";
    double length = Math.abs(seconds);
    long whole = (long) length;
    long days = whole / 86_400;
    long hours = whole / 3600 % 24;
    long minutes = whole / 60 % 60;
    String tail = minutes + "m " + whole % 60 + "s";
    if (days != 0) {
      return sign + days + "d " + hours + "h " + tail;
    }
    if (hours != 0) {
      return sign + hours + "h " + tail;
    }
    return sign + (minutes != 0 ? tail : digits(length) + "s");
  }

  /** Seconds as Go writes durations: {@code 1m30s}. */
  static String goDuration(double seconds) {
    return Durations.go((long) (seconds * 1e9));
  }

  private static String divided(double value, double base, String[] prefixes) {
    String prefix = "";
    double rest = value;
    for (String larger : prefixes) {
      if (Math.abs(rest) < base) {
        break;
      }
      prefix = larger;
      rest /= base;
    }
    return digits(rest) + prefix;
  }

  private static String multiplied(double value) {
    String prefix = "";
    double rest = value;
    for (String smaller : SMALL) {
      if (Math.abs(rest) >= 1) {
        break;
      }
      prefix = smaller;
      rest *= 1000;
    }
    return digits(rest) + prefix;
  }

  private static String digits(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return GoFractions.general(value, DIGITS);
  }
}
