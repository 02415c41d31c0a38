package dev.steward.alerting.dispatch;

import dev.steward.alerting.alert.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All alerts that are known, until they have ended and been forgotten. Safe for any thread. */
final class AlertStore {
  private final Map<String, Alert> alerts = new ConcurrentHashMap<>();

  /** Takes an alert, and tells what is known of it now. */
  Alert put(Alert alert) {
    return alerts.merge(alert.fingerprint(), alert, (older, newer) -> newer.mergedWith(older));
  }

  /** The alert of a fingerprint, or null. */
  @Nullable Alert get(String fingerprint) {
    return alerts.get(fingerprint);
  }

  /** All of them. */
  Collection<Alert> all() {
    return List.copyOf(alerts.values());
  }

  /** Forgets alerts that had ended at a moment. */
  void forgetEnded(Instant now) {
    alerts.values().removeIf(alert -> alert.resolvedAt(now));
  }
}
