package dev.steward.alerting.configuration;

import java.util.List;
import java.util.Objects;

/**
 * Somebody who is told of alerts.
 *
 * @param name unique
 * @param integrations how, all of them; none for the page alone
 * @param fallbacks receivers that are told instead, in this order, where telling this one failed
 */
public record Receiver(String name, List<Integration> integrations, List<String> fallbacks) {
  /** Copies the lists. */
  public Receiver {
    Objects.requireNonNull(name, "name");
    integrations = List.copyOf(integrations);
    fallbacks = List.copyOf(fallbacks);
  }
}
