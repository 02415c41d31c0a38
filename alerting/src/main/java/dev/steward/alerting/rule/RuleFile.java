package dev.steward.alerting.rule;

import java.util.List;
import java.util.Objects;

/**
 * The groups of rules of one file. Immutable.
 *
 * @param name the file's name, as the interfaces show it
 * @param groups in the order in which they stand
 */
public record RuleFile(String name, List<RuleGroup> groups) {
  /** Checks that nothing is missing and copies the list. */
  public RuleFile {
    Objects.requireNonNull(name, "name");
    groups = List.copyOf(groups);
  }

  /** How many rules there are in all groups. */
  public int ruleCount() {
    return groups.stream().mapToInt(group -> group.rules().size()).sum();
  }
}
