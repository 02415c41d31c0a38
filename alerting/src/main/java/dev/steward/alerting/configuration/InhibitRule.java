package dev.steward.alerting.configuration;

import dev.steward.alerting.matching.Matchers;
import java.util.List;
import java.util.Objects;

/**
 * Mutes alerts while another fires.
 *
 * @param name for people; may be empty
 * @param sources alerts that mute
 * @param targets alerts that are muted
 * @param equal labels that both must have in common; missing counts as empty
 */
public record InhibitRule(String name, Matchers sources, Matchers targets, List<String> equal) {
  /** Copies the list. */
  public InhibitRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sources, "sources");
    Objects.requireNonNull(targets, "targets");
    equal = List.copyOf(equal);
  }
}
