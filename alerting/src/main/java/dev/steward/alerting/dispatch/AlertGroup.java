package dev.steward.alerting.dispatch;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.configuration.Route;
import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alerts that one receiver is told of together. Guarded by itself. */
final class AlertGroup {
  private static final Comparator<Alert> ORDER =
      Comparator.comparing((Alert alert) -> alert.name())
          .thenComparing(Alert::labels)
          .thenComparing(Alert::startsAt);

  private final Route route;
  private final Labels labels;
  private final Map<String, Alert> alerts = new HashMap<>();
  private Instant next;
  private boolean gone;

  AlertGroup(Route route, Labels labels, Instant next) {
    this.route = route;
    this.labels = labels;
    this.next = next;
  }

  Route route() {
    return route;
  }

  Labels labels() {
    return labels;
  }

  /** The group's name, in Alertmanager's form. */
  String key() {
    return route.key() + ":" + labels;
  }

  /**
   * Takes an alert.
   *
   * @return false if the group was given up meanwhile, and another has to be made
   */
  synchronized boolean put(Alert alert) {
    if (gone) {
      return false;
    }
    alerts.put(alert.fingerprint(), alert);
    return true;
  }

  /** When its receiver is to be told next. */
  synchronized Instant next() {
    return next;
  }

  /** Sets when its receiver is to be told next. */
  synchronized void setNext(Instant moment) {
    next = moment;
  }

  /** The alerts by name and labels. */
  synchronized List<Alert> alerts() {
    List<Alert> sorted = new ArrayList<>(alerts.values());
    sorted.sort(ORDER);
    return sorted;
  }

  /**
   * Lets go of those alerts that had ended and were told of, unless they were posted again since.
   *
   * @return whether nothing is left, so that the group is given up
   */
  synchronized boolean forget(List<Alert> ended) {
    for (Alert alert : ended) {
      alerts.remove(alert.fingerprint(), alert);
    }
    gone = alerts.isEmpty();
    return gone;
  }
}
