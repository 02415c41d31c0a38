package dev.steward.query.logql.syntax;

import java.util.Locale;

/** What is made of the lines in a window. */
public enum RangeOperation {
  /** Lines, or the sum of their numbers, per second. */
  RATE(Input.BOTH, false),
  /** Increase of a counter per second. */
  RATE_COUNTER(Input.NUMBERS, false),
  /** How many lines. */
  COUNT_OVER_TIME(Input.LINES, false),
  /** Bytes of the lines per second. */
  BYTES_RATE(Input.LINES, false),
  /** Bytes of the lines. */
  BYTES_OVER_TIME(Input.LINES, false),
  /** 1 where there is no line. */
  ABSENT_OVER_TIME(Input.BOTH, false),
  /** Sum of the numbers. */
  SUM_OVER_TIME(Input.NUMBERS, false),
  /** Their mean. */
  AVG_OVER_TIME(Input.NUMBERS, true),
  /** The smallest. */
  MIN_OVER_TIME(Input.NUMBERS, true),
  /** The largest. */
  MAX_OVER_TIME(Input.NUMBERS, true),
  /** Their standard deviation. */
  STDDEV_OVER_TIME(Input.NUMBERS, true),
  /** Their variance. */
  STDVAR_OVER_TIME(Input.NUMBERS, true),
  /** One of their quantiles. */
  QUANTILE_OVER_TIME(Input.NUMBERS, true),
  /** The oldest. */
  FIRST_OVER_TIME(Input.NUMBERS, true),
  /** The newest. */
  LAST_OVER_TIME(Input.NUMBERS, true);

  private enum Input {
    LINES,
    NUMBERS,
    BOTH
  }

  private final Input input;
  private final boolean groups;

  RangeOperation(Input input, boolean groups) {
    this.input = input;
    this.groups = groups;
  }

  /** Whether it works on lines themselves. */
  public boolean takesLines() {
    return input != Input.NUMBERS;
  }

  /** Whether it works on numbers that {@code unwrap} takes from lines. */
  public boolean takesNumbers() {
    return input != Input.LINES;
  }

  /** Whether {@code by} and {@code without} may follow. */
  public boolean mayGroup() {
    return groups;
  }

  /** Whether the result is per second. */
  public boolean isPerSecond() {
    return this == RATE || this == RATE_COUNTER || this == BYTES_RATE;
  }

  /** As LogQL writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
