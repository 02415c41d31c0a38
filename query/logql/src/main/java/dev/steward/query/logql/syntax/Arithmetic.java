package dev.steward.query.logql.syntax;

import dev.steward.query.value.BinaryOperator;

/** LogQL's arithmetic. */
public final class Arithmetic {
  private Arithmetic() {}

  /**
   * The result for two numbers; a comparison gives 1 or 0. Unlike elsewhere, dividing by zero gives
   * NaN whatever is divided.
   */
  public static double apply(BinaryOperator operator, double left, double right) {
    boolean divides = operator == BinaryOperator.DIVIDE || operator == BinaryOperator.MODULO;
    return divides && right == 0 ? Double.NaN : operator.apply(left, right);
  }
}
