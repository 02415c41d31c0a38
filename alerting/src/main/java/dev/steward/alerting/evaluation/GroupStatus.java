package dev.steward.alerting.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A group of rules as interfaces show it. Immutable.
 *
 * @param name unique within its file
 * @param file that it stands in
 * @param interval from one evaluation to the next
 * @param limit at most how many series or alerts a rule may give; 0 is no limit
 * @param rules in their order
 * @param lastEvaluation when it was evaluated last; empty where it never was
 * @param evaluationTime how long that took
 * @param figures what was counted since it was loaded
 */
public record GroupStatus(
    String name,
    String file,
    Duration interval,
    int limit,
    List<RuleStatus> rules,
    Optional<Instant> lastEvaluation,
    Duration evaluationTime,
    Figures figures) {
  /**
   * What a group counts.
   *
   * @param iterations evaluations of the group
   * @param missed evaluations that were due while an earlier one still ran, or nobody had time
   * @param evaluations evaluations of its rules
   * @param failures those that failed
   * @param samples series that the last evaluation gave
   */
  public record Figures(
      long iterations, long missed, long evaluations, long failures, long samples) {}

  /** Checks that nothing is missing, and copies the list. */
  public GroupStatus {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(interval, "interval");
    rules = List.copyOf(rules);
    Objects.requireNonNull(lastEvaluation, "lastEvaluation");
    Objects.requireNonNull(evaluationTime, "evaluationTime");
    Objects.requireNonNull(figures, "figures");
  }
}
