package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.MetricExpression.RangeAggregation;
import dev.steward.query.logql.syntax.MetricExpression.VectorAggregation;
import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.query.logql.text.Numbers;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.Grouping;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads range and vector aggregations. */
final class AggregationParser {
  private static final Map<String, RangeOperation> RANGE_OPERATIONS =
      Stream.of(RangeOperation.values())
          .collect(Collectors.toUnmodifiableMap(RangeOperation::toString, Function.identity()));

  private static final Map<String, VectorOperation> VECTOR_OPERATIONS =
      Stream.of(VectorOperation.values())
          .collect(Collectors.toUnmodifiableMap(VectorOperation::toString, Function.identity()));

  private final TokenStream tokens;
  private final MetricParser metrics;
  private final LogRangeParser ranges;

  AggregationParser(TokenStream tokens, LogParser logs, MetricParser metrics) {
    this.tokens = tokens;
    this.metrics = metrics;
    this.ranges = new LogRangeParser(tokens, logs);
  }

  MetricExpression aggregation() {
    Token name = tokens.peek();
    RangeOperation range = RANGE_OPERATIONS.get(name.text());
    if (range != null) {
      return rangeAggregation(range);
    }
    VectorOperation vector = VECTOR_OPERATIONS.get(name.text());
    if (vector != null) {
      return vectorAggregation(vector);
    }
    throw tokens.unexpected();
  }

  /** The lines of a sliding window. */
  LogRange range() {
    return ranges.range();
  }

  private MetricExpression rangeAggregation(RangeOperation operation) {
    final Token name = tokens.next();
    tokens.expect("(");
    Double parameter = null;
    if (tokens.isNext(Type.NUMBER)) {
      parameter = tokens.expectNumber();
      tokens.expect(",");
    }
    LogRange range = ranges.range();
    tokens.expect(")");
    Grouping grouping = groupingIfAny();
    String problem = problem(operation, parameter, range, grouping);
    if (problem != null) {
      throw tokens.error(name, problem);
    }
    return new RangeAggregation(operation, parameter, range, grouping);
  }

  private static @Nullable String problem(
      RangeOperation operation,
      @Nullable Double parameter,
      LogRange range,
      @Nullable Grouping grouping) {
    boolean quantile = operation == RangeOperation.QUANTILE_OVER_TIME;
    if (quantile && parameter == null) {
      return "parameter required for operation " + operation;
    }
    if (!quantile && parameter != null) {
      return "parameter "
          + FloatText.plain(parameter)
          + " not supported for operation "
          + operation;
    }
    if (grouping != null && !operation.mayGroup()) {
      return "grouping not allowed for " + operation + " aggregation";
    }
    if (range.unwrap() == null && !operation.takesLines()) {
      return "invalid aggregation " + operation + " without unwrap";
    }
    if (range.unwrap() != null && !operation.takesNumbers()) {
      return "invalid aggregation " + operation + " with unwrap";
    }
    return null;
  }

  private MetricExpression vectorAggregation(VectorOperation operation) {
    final Token name = tokens.next();
    Grouping before = groupingIfAny();
    tokens.expect("(");
    Token parameter = null;
    if (tokens.isNext(Type.NUMBER) && tokens.peekAfter().is(",")) {
      parameter = tokens.next();
      tokens.next();
    }
    MetricExpression of = metrics.metric();
    tokens.expect(")");
    Grouping grouping = before != null ? before : groupingIfAny();
    if (grouping != null && !operation.mayGroup()) {
      throw tokens.error(name, groupingProblem(operation));
    }
    return new VectorAggregation(operation, count(operation, name, parameter), of, grouping);
  }

  private static String groupingProblem(VectorOperation operation) {
    return operation == VectorOperation.APPROX_TOPK
        ? "grouping not allowed for approx_topk aggregation"
        : "sort and sort_desc doesn't allow grouping by";
  }

  private @Nullable Integer count(
      VectorOperation operation, Token name, @Nullable Token parameter) {
    if (!operation.takesParameter()) {
      if (parameter != null) {
        throw tokens.error(
            parameter,
            "unsupported parameter for operation " + operation + "(" + parameter.text() + ",");
      }
      return null;
    }
    if (parameter == null) {
      throw tokens.error(name, "parameter required for operation " + operation);
    }
    OptionalDouble number = Numbers.parse(parameter.text());
    if (number.isEmpty()
        || number.getAsDouble() != Math.rint(number.getAsDouble())
        || !parameter.text().chars().allMatch(Character::isDigit)
        || number.getAsDouble() > Integer.MAX_VALUE) {
      throw tokens.error(
          parameter, "invalid parameter " + operation + "(" + parameter.text() + ",");
    }
    if (number.getAsDouble() <= 0) {
      throw tokens.error(
          parameter,
          "invalid parameter (must be greater than 0) " + operation + "(" + parameter.text() + ",");
    }
    return (int) number.getAsDouble();
  }

  private @Nullable Grouping groupingIfAny() {
    if (tokens.take("by")) {
      return new Grouping(false, tokens.namesInParentheses());
    }
    if (tokens.take("without")) {
      return new Grouping(true, tokens.namesInParentheses());
    }
    return null;
  }
}
