package dev.steward.formats.scrape;

import java.util.List;
import java.util.Map;

/**
 * Addresses that share labels.
 *
 * @param targets addresses, host and port
 * @param labels what all of them carry
 */
public record TargetGroup(List<String> targets, Map<String, String> labels) {
  /** Copies. */
  public TargetGroup {
    targets = List.copyOf(targets);
    labels = Map.copyOf(labels);
  }
}
