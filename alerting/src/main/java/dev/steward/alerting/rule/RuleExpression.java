package dev.steward.alerting.rule;

import dev.steward.query.logql.syntax.Expression;
import dev.steward.query.logql.syntax.LogExpression;
import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.query.logql.syntax.MetricExpression;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.QuerySyntaxException;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rule evaluates: PromQL or the metric half of LogQL, told apart by reading it.
 *
 * <p>Few expressions are well-formed in both languages, since LogQL has no bare metric names. Of
 * those, one whose selectors never mention a metric's name asks for logs, for in PromQL it would
 * mix every metric there is; all others, and those without selectors, are PromQL.
 */
public sealed interface RuleExpression {
  /** The expression as it was written. */
  String text();

  /** The expression as its language prints it, on one line. */
  String shown();

  /** PromQL. */
  record Metrics(String text, Expr expression) implements RuleExpression {
    @Override
    public String shown() {
      return expression.toString();
    }
  }

  /** LogQL that gives numbers. */
  record Logs(String text, MetricExpression expression) implements RuleExpression {
    @Override
    public String shown() {
      return expression.toString();
    }
  }

  /**
   * Reads an expression.
   *
   * @throws StewardException if it is neither PromQL that gives a vector or a number nor LogQL that
   *     gives numbers
   */
  static RuleExpression parse(String text) {
    QuerySyntaxException notMetrics;
    try {
      Expr expression = PromqlParser.parse(text);
      if (!asksEveryMetric(expression)) {
        return metrics(text, expression);
      }
      return logs(text).map(RuleExpression.class::cast).orElseGet(() -> metrics(text, expression));
    } catch (QuerySyntaxException e) {
      notMetrics = e;
    }
    return parseLogs(text, notMetrics);
  }

  private static RuleExpression metrics(String text, Expr expression) {
    if (expression.type() != ValueType.SCALAR && expression.type() != ValueType.INSTANT_VECTOR) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "invalid expression type \""
              + expression.type().words()
              + "\" (expected: Scalar or instant Vector)");
    }
    return new Metrics(text, expression);
  }

  private static Optional<Logs> logs(String text) {
    try {
      return LogqlParser.parse(text) instanceof MetricExpression expression
          ? Optional.of(new Logs(text, expression))
          : Optional.empty();
    } catch (QuerySyntaxException e) {
      return Optional.empty();
    }
  }

  /** What is no PromQL: LogQL, or an error of the language that it was more likely meant to be. */
  private static RuleExpression parseLogs(String text, QuerySyntaxException notMetrics) {
    Expression expression;
    try {
      expression = LogqlParser.parse(text);
    } catch (QuerySyntaxException e) {
      throw looksLikeLogs(text) ? e : notMetrics;
    }
    return switch (expression) {
      case MetricExpression metric -> new Logs(text, metric);
      case LogExpression ignored ->
          throw new StewardException(
              ErrorCode.INVALID_ARGUMENT,
              "a log query gives lines (expected: numbers, such as count_over_time of it)");
    };
  }

  private static boolean looksLikeLogs(String text) {
    return text.contains("|") || text.contains("bytes_over_time") || text.contains("bytes_rate");
  }

  /** Whether there are selectors, and none of them says anything of the metric's name. */
  private static boolean asksEveryMetric(Expr expression) {
    List<Selector> selectors = selectors(expression).toList();
    return !selectors.isEmpty() && selectors.stream().noneMatch(RuleExpression::namesMetric);
  }

  private static Stream<Selector> selectors(Expr expression) {
    return expression instanceof Expr.VectorSelector selector
        ? Stream.of(selector.selector())
        : expression.children().stream().flatMap(RuleExpression::selectors);
  }

  private static boolean namesMetric(Selector selector) {
    return selector.matchers().stream()
        .anyMatch(matcher -> matcher.name().equals(Labels.METRIC_NAME));
  }
}
