package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule as interfaces show it. Immutable.
 *
 * @param rule the rule as it was read
 * @param labels its labels, those of its group among them
 * @param health how its last evaluation went
 * @param lastError why that failed; empty where it did not
 * @param lastEvaluation when it was evaluated last; empty where it never was
 * @param evaluationTime how long that took
 * @param alerts what is pending or fires; empty for recording rules
 */
public record RuleStatus(
    Rule rule,
    Map<String, String> labels,
    RuleHealth health,
    String lastError,
    Optional<Instant> lastEvaluation,
    Duration evaluationTime,
    List<AlertStatus> alerts) {
  /** Checks that nothing is missing, and copies the collections. */
  public RuleStatus {
    Objects.requireNonNull(rule, "rule");
    labels = Map.copyOf(labels);
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(lastError, "lastError");
    Objects.requireNonNull(lastEvaluation, "lastEvaluation");
    Objects.requireNonNull(evaluationTime, "evaluationTime");
    alerts = List.copyOf(alerts);
  }

  /** The furthest that any of its alerts is. */
  public AlertState state() {
    return alerts.stream()
        .map(AlertStatus::state)
        .max(AlertState::compareTo)
        .orElse(AlertState.INACTIVE);
  }
}
