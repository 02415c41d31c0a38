package dev.steward.query.logql.syntax;

/** How a label's value, read as a number, is compared. */
public enum Comparison {
  /** Equal. */
  EQUAL("=="),
  /** Not equal. */
  NOT_EQUAL("!="),
  /** Greater. */
  GREATER(">"),
  /** Greater or equal. */
  GREATER_OR_EQUAL(">="),
  /** Less. */
  LESS("<"),
  /** Less or equal. */
  LESS_OR_EQUAL("<=");

  private final String text;

  Comparison(String text) {
    this.text = text;
  }

  /** Whether the comparison holds, where {@code order} is that of the value to the operand. */
  public boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
    };
  }

  /** Whether the comparison holds between two numbers; NaN is unequal to everything. */
  public boolean holds(double left, double right) {
    return switch (this) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
    };
  }

  /** As LogQL writes it. */
  @Override
  public String toString() {
    return text;
  }
}
