package dev.steward.query.logql.syntax;

import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.Grouping;
import dev.steward.query.value.VectorMatching;
import dev.steward.spi.model.GoQuoting;
import dev.steward.spi.text.Regex;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query for numbers. */
public sealed interface MetricExpression extends Expression {
  /**
   * Numbers made of the lines in a sliding window.
   *
   * @param operation what is made of them
   * @param parameter the quantile, or null
   * @param range which lines
   * @param grouping which labels tell series apart, or null for all
   */
  record RangeAggregation(
      RangeOperation operation,
      @Nullable Double parameter,
      LogRange range,
      @Nullable Grouping grouping)
      implements MetricExpression {
    /** Checks that nothing is missing. */
    public RangeAggregation {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(range, "range");
    }

    @Override
    public String toString() {
      return operation
          + "("
          + (parameter == null ? "" : FloatText.plain(parameter) + ",")
          + range
          + ")"
          + (grouping == null ? "" : " " + ModifierText.of(grouping));
    }
  }

  /**
   * Series of one moment made into fewer, chosen or ordered.
   *
   * @param operation what is made of them
   * @param parameter how many are chosen, or null
   * @param of the series
   * @param grouping which labels tell results apart; null for none
   */
  record VectorAggregation(
      VectorOperation operation,
      @Nullable Integer parameter,
      MetricExpression of,
      @Nullable Grouping grouping)
      implements MetricExpression {
    /** Checks that nothing is missing. */
    public VectorAggregation {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(of, "of");
    }

    @Override
    public String toString() {
      return operation
          + (grouping == null ? "" : " " + ModifierText.of(grouping))
          + "("
          + (parameter == null ? "" : parameter + ",")
          + of
          + ")";
    }
  }

  /**
   * Two operands combined.
   *
   * @param operator how
   * @param left the left operand
   * @param right the right operand
   * @param returnBool whether a comparison gives 0 or 1 instead of choosing
   * @param matching how series find their partners, or null for by all labels
   */
  record BinaryOperation(
      BinaryOperator operator,
      MetricExpression left,
      MetricExpression right,
      boolean returnBool,
      @Nullable VectorMatching matching)
      implements MetricExpression {
    /** Checks that nothing is missing. */
    public BinaryOperation {
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
    }

    /** The operator with what modifies it. */
    String operatorText() {
      return operator
          + (returnBool ? " bool" : "")
          + (matching == null ? "" : " " + ModifierText.of(matching));
    }

    @Override
    public String toString() {
      return "(" + left + " " + operatorText() + " " + right + ")";
    }
  }

  /**
   * A number.
   *
   * @param value the number
   */
  record Literal(double value) implements MetricExpression {
    /** As LogQL writes it, which has no words for what is no finite number. */
    @Override
    public String toString() {
      if (Double.isNaN(value)) {
        return "(0 / 0)";
      }
      if (Double.isInfinite(value)) {
        return value > 0 ? "(1e308 * 10)" : "(-1e308 * 10)";
      }
      return FloatText.plain(value);
    }
  }

  /**
   * A number as a series without labels.
   *
   * @param value the number
   */
  record Vector(double value) implements MetricExpression {
    @Override
    public String toString() {
      return "vector(" + FloatText.plain(value) + ")";
    }
  }

  /**
   * Sets a label from another one's value.
   *
   * @param of the series
   * @param destination the label that is set
   * @param replacement its value, with {@code $1} for groups
   * @param source the label that is read
   * @param regex what its whole value must match
   */
  record LabelReplace(
      MetricExpression of, String destination, String replacement, String source, Regex regex)
      implements MetricExpression {
    @Override
    public String toString() {
      return "label_replace("
          + of
          + ","
          + GoQuoting.quote(destination)
          + ","
          + GoQuoting.quote(replacement)
          + ","
          + GoQuoting.quote(source)
          + ","
          + GoQuoting.quote(regex.source())
          + ")";
    }
  }

  /**
   * Several queries at once over the same lines; each series tells by its label {@value #LABEL}
   * which of them gave it, counted from 0.
   *
   * @param variants the queries, at least one
   * @param of the lines
   */
  record Variants(List<MetricExpression> variants, LogRange of) implements MetricExpression {
    /** The label that tells the query. */
    public static final String LABEL = "__variant__";

    /** Checks that nothing is missing and copies the list. */
    public Variants {
      Objects.requireNonNull(of, "of");
      variants = List.copyOf(variants);
    }

    @Override
    public String toString() {
      return "variants("
          + variants.stream().map(MetricExpression::toString).collect(Collectors.joining(", "))
          + ") of ("
          + of
          + ")";
    }
  }
}
