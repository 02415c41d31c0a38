package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.rule.RuleExpression;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.List;

/** Finds out which rules of a group may read what earlier rules of it give. */
final class RuleInputs {
  private RuleInputs() {}

  /** For each rule whether it may; where it cannot be told, it may. */
  static boolean[] readEarlier(List<Rule> rules) {
    boolean[] reads = new boolean[rules.size()];
    List<String> given = new ArrayList<>();
    for (int i = 0; i < reads.length; i++) {
      Rule rule = rules.get(i);
      reads[i] = !given.isEmpty() && (asksInTemplates(rule) || reads(rule.expression(), given));
      switch (rule) {
        case Rule.Recording recording -> given.add(recording.name());
        case Rule.Alerting alerting -> given.addAll(List.of("ALERTS", RestoredAlerts.SERIES));
      }
    }
    return reads;
  }

  /** Templates may ask any query, and are not looked into. */
  private static boolean asksInTemplates(Rule rule) {
    return rule instanceof Rule.Alerting alerting
        && (alerting.labels().values().stream().anyMatch(text -> text.contains("query"))
            || alerting.annotations().values().stream().anyMatch(text -> text.contains("query")));
  }

  private static boolean reads(RuleExpression expression, List<String> given) {
    return switch (expression) {
      case RuleExpression.Logs logs -> false;
      case RuleExpression.Metrics metrics -> reads(metrics.expression(), given);
    };
  }

  private static boolean reads(Expr expression, List<String> given) {
    if (expression instanceof Expr.VectorSelector selector) {
      return given.stream().anyMatch(name -> acceptsName(selector.selector(), name));
    }
    return expression.children().stream().anyMatch(child -> reads(child, given));
  }

  private static boolean acceptsName(Selector selector, String name) {
    for (LabelMatcher matcher : selector.matchers()) {
      if (matcher.name().equals(Labels.METRIC_NAME) && !matcher.accepts(name)) {
        return false;
      }
    }
    return true;
  }
}
