package dev.steward.alerting.rule;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A rule: an expression, and what becomes of its result. Immutable. */
public sealed interface Rule {
  /** Name of the alert or of the recorded series. */
  String name();

  /** What is evaluated. */
  RuleExpression expression();

  /** Labels added to the result, without those of the group. */
  Map<String, String> labels();

  /**
   * Each series of the result is an alert.
   *
   * @param hold how long a series must be there before its alert fires ({@code for})
   * @param keepFiring how long an alert fires on after its series is gone ({@code keep_firing_for})
   * @param labels their values are templates
   * @param annotations texts about the alert; their values are templates
   */
  record Alerting(
      String name,
      RuleExpression expression,
      Duration hold,
      Duration keepFiring,
      Map<String, String> labels,
      Map<String, String> annotations)
      implements Rule {
    /** Checks that nothing is missing and copies the maps. */
    public Alerting {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(expression, "expression");
      Objects.requireNonNull(hold, "hold");
      Objects.requireNonNull(keepFiring, "keepFiring");
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /** The result is stored as series of the rule's name. */
  record Recording(String name, RuleExpression expression, Map<String, String> labels)
      implements Rule {
    /** Checks that nothing is missing and copies the map. */
    public Recording {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(expression, "expression");
      labels = Map.copyOf(labels);
    }
  }
}
