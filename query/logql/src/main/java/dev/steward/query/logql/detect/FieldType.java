package dev.steward.query.logql.detect;

import dev.steward.query.logql.text.ByteSizes;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.logql.text.Numbers;
import java.util.Locale;
import java.util.Set;

/** What the values of a field look like. */
public enum FieldType {
  /** Text. */
  STRING,
  /** Whole numbers. */
  INT,
  /** Numbers. */
  FLOAT,
  /** Truth values. */
  BOOLEAN,
  /** Spans of time, such as {@code 1.5s}. */
  DURATION,
  /** Amounts of bytes, such as {@code 3MB}. */
  BYTES;

  private static final Set<String> TRUTHS =
      Set.of("t", "T", "true", "TRUE", "True", "f", "F", "false", "FALSE", "False");

  /** What a value looks like. */
  public static FieldType of(String value) {
    if (isWhole(value)) {
      return INT;
    }
    if (Numbers.parse(value).isPresent()) {
      return FLOAT;
    }
    if (TRUTHS.contains(value)) {
      return BOOLEAN;
    }
    if (Durations.parseGo(value).problem() == null) {
      return DURATION;
    }
    return ByteSizes.parse(value).problem() == null ? BYTES : STRING;
  }

  private static boolean isWhole(String value) {
    try {
      Long.parseLong(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The word for the type in the HTTP interface. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
