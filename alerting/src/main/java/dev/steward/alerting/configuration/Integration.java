package dev.steward.alerting.configuration;

import java.util.Objects;

/**
 * One way in which a receiver is told.
 *
 * @param kind such as {@code webhook}
 * @param index its place among those of its kind in its receiver, from 0
 * @param settings its values, with the global ones where it has none
 */
public record Integration(String kind, int index, Settings settings) {
  /** Checks that nothing is missing. */
  public Integration {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(settings, "settings");
  }

  /** Whether it wants to hear of alerts that ended. */
  public boolean sendResolved() {
    return settings.truth("send_resolved");
  }
}
