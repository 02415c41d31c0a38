package dev.steward.query.promql.syntax;

import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.FloatText;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** A length of time in a query, which may be computed from the query's own step and range. */
public sealed interface DurationExpr {
  /**
   * The length.
   *
   * @param stepMillis the query's step
   * @param rangeMillis from the query's start to its end
   * @return seconds
   */
  double seconds(long stepMillis, long rangeMillis);

  /** Where it stands. */
  Span span();

  /**
   * The length in whole milliseconds.
   *
   * @throws StewardException with {@code INVALID_ARGUMENT} if it does not fit
   */
  default long millis(long stepMillis, long rangeMillis) {
    double seconds = seconds(stepMillis, rangeMillis);
    if (!(Math.abs(seconds) < Long.MAX_VALUE / 1e9)) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, "duration out of range");
    }
    return Math.round(seconds * 1000);
  }

  /**
   * A fixed length.
   *
   * @param seconds seconds
   * @param unit whether it was written with units
   */
  record Literal(double seconds, boolean unit, Span span) implements DurationExpr {
    @Override
    public double seconds(long stepMillis, long rangeMillis) {
      return seconds;
    }

    @Override
    public String toString() {
      return Durations.format(Math.round(seconds * 1000));
    }
  }

  /** The query's step: {@code step()}. */
  record Step(Span span) implements DurationExpr {
    @Override
    public double seconds(long stepMillis, long rangeMillis) {
      return stepMillis / 1000.0;
    }

    @Override
    public String toString() {
      return "step()";
    }
  }

  /** From the query's start to its end: {@code range()}. */
  record Range(Span span) implements DurationExpr {
    @Override
    public double seconds(long stepMillis, long rangeMillis) {
      return rangeMillis / 1000.0;
    }

    @Override
    public String toString() {
      return "range()";
    }
  }

  /** A signed length. */
  record Signed(boolean negative, DurationExpr operand, Span span) implements DurationExpr {
    @Override
    public double seconds(long stepMillis, long rangeMillis) {
      double seconds = operand.seconds(stepMillis, rangeMillis);
      return negative ? -seconds : seconds;
    }

    @Override
    public String toString() {
      return (negative ? "-" : "+") + operand;
    }
  }

  /** A length in parentheses. */
  record Parenthesised(DurationExpr inner, Span span) implements DurationExpr {
    @Override
    public double seconds(long stepMillis, long rangeMillis) {
      return inner.seconds(stepMillis, rangeMillis);
    }

    @Override
    public String toString() {
      return "(" + inner + ")";
    }
  }

  /** The smaller or the larger of two: {@code min_of(a, b)}, {@code max_of(a, b)}. */
  record Choice(boolean larger, DurationExpr left, DurationExpr right, Span span)
      implements DurationExpr {
    @Override
    public double seconds(long stepMillis, long rangeMillis) {
      double first = left.seconds(stepMillis, rangeMillis);
      double second = right.seconds(stepMillis, rangeMillis);
      return larger ? Math.max(first, second) : Math.min(first, second);
    }

    @Override
    public String toString() {
      return (larger ? "max_of(" : "min_of(") + left + ", " + right + ")";
    }
  }

  /** Arithmetic. */
  record Arithmetic(BinaryOperator operator, DurationExpr left, DurationExpr right)
      implements DurationExpr {
    @Override
    public Span span() {
      return left.span().to(right.span());
    }

    @Override
    public double seconds(long stepMillis, long rangeMillis) {
      double second = right.seconds(stepMillis, rangeMillis);
      if (second == 0) {
        if (operator == BinaryOperator.DIVIDE) {
          throw new StewardException(ErrorCode.INVALID_ARGUMENT, "division by zero");
        }
        if (operator == BinaryOperator.MODULO) {
          throw new StewardException(ErrorCode.INVALID_ARGUMENT, "modulo by zero");
        }
      }
      return operator.apply(left.seconds(stepMillis, rangeMillis), second);
    }

    @Override
    public String toString() {
      return operand(left) + " " + operator + " " + operand(right);
    }

    /** A number without a unit is none here, where it may be a factor. */
    private static String operand(DurationExpr expr) {
      return expr instanceof Literal literal && !literal.unit()
          ? FloatText.plain(literal.seconds())
          : expr.toString();
    }
  }
}
