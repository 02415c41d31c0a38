package dev.steward.query.promql.syntax;

import dev.steward.query.value.Aggregator;
import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.Grouping;
import dev.steward.query.value.VectorMatching;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PromQL expression. Every node prints itself as PromQL on one line; {@link PrettyPrinter} breaks
 * long ones.
 */
public sealed interface Expr {
  /** Where it stands. */
  Span span();

  /** What it gives. */
  ValueType type();

  /** The expressions that it is made of, in the order in which they are written. */
  default List<Expr> children() {
    return List.of();
  }

  /**
   * A number.
   *
   * @param value the number; seconds where it is a duration
   * @param duration whether it was written as a duration
   */
  record NumberLiteral(double value, boolean duration, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }

    @Override
    public String toString() {
      return Printer.number(this);
    }
  }

  /**
   * A text.
   *
   * @param text without quotes
   */
  record StringLiteral(String text, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }

    @Override
    public String toString() {
      return StringLiterals.quote(text);
    }
  }

  /** An expression in parentheses. */
  record Parenthesised(Expr inner, Span span) implements Expr {
    @Override
    public ValueType type() {
      return inner.type();
    }

    @Override
    public List<Expr> children() {
      return List.of(inner);
    }

    @Override
    public String toString() {
      return "(" + inner + ")";
    }
  }

  /** An expression with a sign. */
  record Unary(boolean negative, Expr operand, Span span) implements Expr {
    @Override
    public ValueType type() {
      return operand.type();
    }

    @Override
    public List<Expr> children() {
      return List.of(operand);
    }

    @Override
    public String toString() {
      return (negative ? "-" : "+") + operand;
    }
  }

  /**
   * An operator between two expressions.
   *
   * @param returnBool whether a comparison gives 1 and 0 instead of filtering
   * @param matching how the series of two vectors find each other; null unless both are vectors
   */
  record Binary(
      BinaryOperator operator,
      Expr left,
      Expr right,
      boolean returnBool,
      @Nullable VectorMatching matching)
      implements Expr {
    @Override
    public Span span() {
      return left.span().to(right.span());
    }

    @Override
    public ValueType type() {
      return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
          ? ValueType.SCALAR
          : ValueType.INSTANT_VECTOR;
    }

    @Override
    public List<Expr> children() {
      return List.of(left, right);
    }

    @Override
    public String toString() {
      return Printer.left(this) + " " + operator + Printer.matching(this) + " " + right;
    }
  }

  /** An aggregation. */
  record Aggregation(
      Aggregator operator, Grouping grouping, @Nullable Expr parameter, Expr operand, Span span)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.INSTANT_VECTOR;
    }

    @Override
    public List<Expr> children() {
      return parameter == null ? List.of(operand) : List.of(parameter, operand);
    }

    @Override
    public String toString() {
      return Printer.aggregation(this)
          + "("
          + (parameter == null ? "" : parameter + ", ")
          + operand
          + ")";
    }
  }

  /** A call of a function. */
  record Call(FunctionSignature function, List<Expr> arguments, Span span) implements Expr {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.result();
    }

    @Override
    public List<Expr> children() {
      return arguments;
    }

    @Override
    public String toString() {
      return function.name() + "(" + Printer.joined(arguments) + ")";
    }
  }

  /** How a selector makes up for samples that do not fall on the edges of its range. */
  enum Edges {
    PLAIN(""),
    ANCHORED(" anchored"),
    SMOOTHED(" smoothed");

    private final String suffix;

    Edges(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  /**
   * A selection of series.
   *
   * @param name metric name written before the braces; empty where there is none
   * @param matchers all conditions, that on the name too
   */
  record VectorSelector(
      String name, List<LabelMatcher> matchers, TimeShift shift, Edges edges, Span span)
      implements Expr {
    /** Copies the list. */
    public VectorSelector {
      matchers = List.copyOf(matchers);
    }

    @Override
    public ValueType type() {
      return ValueType.INSTANT_VECTOR;
    }

    /** The conditions as stores read them. */
    public Selector selector() {
      return new Selector(matchers);
    }

    /** The metric name that every selected series must have; empty where none is asked for. */
    public String metricName() {
      for (LabelMatcher matcher : matchers) {
        if (matcher instanceof LabelMatcher.Equal equal
            && equal.name().equals(Labels.METRIC_NAME)) {
          return equal.value();
        }
      }
      return "";
    }

    @Override
    public String toString() {
      return Printer.selector(this) + shift + edges.suffix();
    }
  }

  /** The samples of a range of time. */
  record MatrixSelector(VectorSelector selector, DurationExpr range, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.RANGE_VECTOR;
    }

    @Override
    public List<Expr> children() {
      return List.of(selector);
    }

    @Override
    public String toString() {
      return Printer.selector(selector)
          + "["
          + range
          + "]"
          + selector.shift()
          + selector.edges().suffix();
    }
  }

  /**
   * An expression evaluated over a range of time.
   *
   * @param step distance of the evaluations, or null for the default
   */
  record Subquery(
      Expr inner, DurationExpr range, @Nullable DurationExpr step, TimeShift shift, Span span)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.RANGE_VECTOR;
    }

    @Override
    public List<Expr> children() {
      return List.of(inner);
    }

    @Override
    public String toString() {
      return inner + "[" + range + ":" + (step == null ? "" : step) + "]" + shift;
    }
  }

  /** This expression without the parentheses around it. */
  default Expr bare() {
    Expr at = this;
    while (at instanceof Parenthesised parenthesised) {
      at = parenthesised.inner();
    }
    return at;
  }
}
