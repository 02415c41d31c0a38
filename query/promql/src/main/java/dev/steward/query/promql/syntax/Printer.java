package dev.steward.query.promql.syntax;

import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.VectorMatching;
import dev.steward.query.value.VectorMatching.Cardinality;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of nodes as PromQL text. */
final class Printer {
  private static final Pattern LEGACY_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private Printer() {}

  static String number(Expr.NumberLiteral number) {
    if (number.duration()) {
      return Durations.format(Math.round(number.value() * 1000));
    }
    return FloatText.plain(number.value());
  }

  static String joined(List<Expr> expressions) {
    return expressions.stream().map(Expr::toString).collect(Collectors.joining(", "));
  }

  /** A label name, quoted where its characters ask for it. */
  static String labelName(String name) {
    return LEGACY_LABEL.matcher(name).matches() ? name : StringLiterals.quote(name);
  }

  private static String labelNames(List<String> names) {
    return names.stream().map(Printer::labelName).collect(Collectors.joining(", "));
  }

  /** The operator of an aggregation with its modifier, up to the arguments. */
  static String aggregation(Expr.Aggregation node) {
    String head = node.operator().toString();
    if (node.grouping().without()) {
      return head + " without (" + labelNames(node.grouping().labels()) + ") ";
    }
    return node.grouping().labels().isEmpty()
        ? head
        : head + " by (" + labelNames(node.grouping().labels()) + ") ";
  }

  /** The left side; a sign before a power would be read as the sign of the whole power. */
  static String left(Expr.Binary node) {
    String left = node.left().toString();
    return node.operator() == BinaryOperator.POWER && left.equals("+Inf") ? "Inf" : left;
  }

  /** What stands between an operator and its right side, with a leading space. */
  static String matching(Expr.Binary node) {
    StringBuilder text = new StringBuilder(node.returnBool() ? " bool" : "");
    VectorMatching matching = node.matching();
    if (matching == null) {
      return text.toString();
    }
    boolean grouped =
        matching.cardinality() == Cardinality.MANY_TO_ONE
            || matching.cardinality() == Cardinality.ONE_TO_MANY;
    if (!matching.labels().isEmpty() || matching.on() || grouped) {
      text.append(matching.on() ? " on (" : " ignoring (")
          .append(labelNames(matching.labels()))
          .append(')');
    }
    if (grouped) {
      text.append(
              matching.cardinality() == Cardinality.MANY_TO_ONE
                  ? " group_left ("
                  : " group_right (")
          .append(labelNames(matching.include()))
          .append(')');
    }
    return text.append(fills(matching)).toString();
  }

  private static String fills(VectorMatching matching) {
    Double left = matching.fillLeft();
    Double right = matching.fillRight();
    if (left != null && right != null && Objects.equals(left, right)) {
      return " fill (" + FloatText.plain(left) + ")";
    }
    return (left == null ? "" : " fill_left (" + FloatText.plain(left) + ")")
        + (right == null ? "" : " fill_right (" + FloatText.plain(right) + ")");
  }

  /** A selector without its modifiers. */
  static String selector(Expr.VectorSelector node) {
    String conditions =
        node.matchers().stream()
            .filter(matcher -> !isNameOf(node, matcher))
            .map(Printer::condition)
            .sorted()
            .collect(Collectors.joining(","));
    return conditions.isEmpty() && !node.name().isEmpty()
        ? node.name()
        : node.name() + "{" + conditions + "}";
  }

  private static boolean isNameOf(Expr.VectorSelector node, LabelMatcher matcher) {
    return !node.name().isEmpty()
        && matcher instanceof LabelMatcher.Equal equal
        && equal.name().equals(Labels.METRIC_NAME)
        && equal.value().equals(node.name());
  }

  private static String condition(LabelMatcher matcher) {
    String name = labelName(matcher.name());
    return switch (matcher) {
      case LabelMatcher.Equal equal -> name + "=" + StringLiterals.quote(equal.value());
      case LabelMatcher.NotEqual other -> name + "!=" + StringLiterals.quote(other.value());
      case LabelMatcher.Matches matches ->
          name + "=~" + StringLiterals.quote(matches.regex().source());
      case LabelMatcher.NotMatches other ->
          name + "!~" + StringLiterals.quote(other.regex().source());
    };
  }
}
