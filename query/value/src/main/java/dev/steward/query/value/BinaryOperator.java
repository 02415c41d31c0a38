package dev.steward.query.value;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operators between two expressions, with what they do to numbers. */
public enum BinaryOperator {
  OR("or", 1),
  AND("and", 2),
  UNLESS("unless", 2),
  EQUAL("==", 3),
  NOT_EQUAL("!=", 3),
  LESS_OR_EQUAL("<=", 3),
  LESS("<", 3),
  GREATER_OR_EQUAL(">=", 3),
  GREATER(">", 3),
  TRIM_UPPER("</", 3),
  TRIM_LOWER(">/", 3),
  ADD("+", 4),
  SUBTRACT("-", 4),
  MULTIPLY("*", 5),
  DIVIDE("/", 5),
  MODULO("%", 5),
  ATAN2("atan2", 5),
  POWER("^", 6);

  private final String symbol;
  private final int precedence;

  BinaryOperator(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** The operator that is written so, words in any case, or null. */
  public static @Nullable BinaryOperator bySymbol(String symbol) {
    String wanted = symbol.toLowerCase(Locale.ROOT);
    for (BinaryOperator operator : values()) {
      if (operator.symbol.equals(wanted)) {
        return operator;
      }
    }
    return null;
  }

  /** How it is written. */
  public String symbol() {
    return symbol;
  }

  /** How tightly it binds: the larger, the tighter. */
  public int precedence() {
    return precedence;
  }

  /** Whether {@code a op b op c} means {@code a op (b op c)}. */
  public boolean isRightAssociative() {
    return this == POWER;
  }

  /** Whether it works on whole sets of series. */
  public boolean isSet() {
    return precedence <= 2;
  }

  /** Whether it compares. */
  public boolean isComparison() {
    return precedence == 3 && !isTrim();
  }

  /** Whether it cuts a histogram. */
  public boolean isTrim() {
    return this == TRIM_UPPER || this == TRIM_LOWER;
  }

  /** Whether a comparison holds. */
  public boolean holds(double left, double right) {
    return switch (this) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case OR,
          AND,
          UNLESS,
          TRIM_UPPER,
          TRIM_LOWER,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          ATAN2,
          POWER ->
          throw new IllegalStateException(symbol + " compares nothing");
    };
  }

  /** The result for two numbers; a comparison gives 1 or 0. */
  public double apply(double left, double right) {
    return switch (this) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> power(left, right);
      case ATAN2 -> Math.atan2(left, right);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          holds(left, right) ? 1 : 0;
      case OR, AND, UNLESS, TRIM_UPPER, TRIM_LOWER ->
          throw new IllegalStateException(symbol + " works on no two numbers");
    };
  }

  /** IEEE 754's pow, which unlike the JDK's gives 1 for 1 to any power and for -1 to infinity. */
  private static double power(double base, double exponent) {
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return Math.pow(base, exponent);
  }

  @Override
  public String toString() {
    return symbol;
  }
}
