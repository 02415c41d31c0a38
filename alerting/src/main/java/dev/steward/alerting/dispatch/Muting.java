package dev.steward.alerting.dispatch;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.configuration.AlertingConfiguration;
import dev.steward.alerting.configuration.Route;
import dev.steward.alerting.inhibit.Inhibitor;
import dev.steward.alerting.silence.Silences;
import dev.steward.alerting.time.TimeInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what mutes an alert or a route, and why. Safe for any thread. */
final class Muting {
  private final Silences silences;
  private final Inhibitor inhibitor;
  private final Map<String, List<TimeInterval>> times;

  Muting(Silences silences, Inhibitor inhibitor, AlertingConfiguration configuration) {
    this.silences = silences;
    this.inhibitor = inhibitor;
    this.times = configuration.times();
  }

  Inhibitor inhibitor() {
    return inhibitor;
  }

  /** How an alert stands at a moment. */
  AlertStatus status(Alert alert, Instant now) {
    return new AlertStatus(
        silences.muting(alert.labels(), now),
        inhibitor.muting(alert.labels(), now).map(List::of).orElse(List.of()));
  }

  /** Names of the times that mute a route at a moment; none where it is not muted. */
  List<String> mutedBy(Route route, Instant now) {
    List<String> names = new ArrayList<>();
    for (String name : route.muteTimes()) {
      if (contains(name, now)) {
        names.add(name);
      }
    }
    boolean active =
        route.activeTimes().isEmpty()
            || route.activeTimes().stream().anyMatch(name -> contains(name, now));
    if (!active) {
      names.addAll(route.activeTimes());
    }
    return names;
  }

  private boolean contains(String name, Instant now) {
    return times.getOrDefault(name, List.of()).stream().anyMatch(each -> each.contains(now));
  }
}
