package dev.steward.alerting.dispatch;

import java.util.List;

/**
 * What mutes an alert.
 *
 * @param silencedBy ids of silences
 * @param inhibitedBy fingerprints of other alerts
 */
public record AlertStatus(List<String> silencedBy, List<String> inhibitedBy) {
  /** Copies the lists. */
  public AlertStatus {
    silencedBy = List.copyOf(silencedBy);
    inhibitedBy = List.copyOf(inhibitedBy);
  }

  /** Whether something mutes it. */
  public boolean isMuted() {
    return !silencedBy.isEmpty() || !inhibitedBy.isEmpty();
  }

  /** As Alertmanager says it: {@code active} or {@code suppressed}. */
  public String state() {
    return isMuted() ? "suppressed" : "active";
  }
}
