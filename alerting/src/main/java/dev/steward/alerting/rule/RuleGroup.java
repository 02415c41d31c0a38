package dev.steward.alerting.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules that are evaluated together, one after the other, at the same moments. Immutable.
 *
 * @param name unique within the file
 * @param interval time from one evaluation to the next; the global one where there is none
 * @param queryOffset how far before its moment a rule looks; the global one where there is none
 * @param limit at most how many series or alerts a rule may give; 0 is no limit
 * @param labels added to what each rule gives, unless the rule has a label of that name
 * @param rules in the order in which they are evaluated
 */
public record RuleGroup(
    String name,
    Optional<Duration> interval,
    Optional<Duration> queryOffset,
    int limit,
    Map<String, String> labels,
    List<Rule> rules) {
  /** Checks that nothing is missing and copies the collections. */
  public RuleGroup {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(queryOffset, "queryOffset");
    labels = Map.copyOf(labels);
    rules = List.copyOf(rules);
  }
}
