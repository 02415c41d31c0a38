package dev.steward.alerting.notify;

import dev.steward.alerting.alert.Alert;
import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What one receiver is told of one group of alerts. Immutable.
 *
 * @param id unique among all notifications; the same when one is sent again because nobody knows
 *     whether it arrived
 * @param receiver who is told
 * @param groupKey name of the group, the same for as long as the group exists
 * @param groupLabels labels that all alerts of the group have because they are grouped by them
 * @param alerts the alerts, at least one
 * @param now when this was made; what has ended until then is resolved
 * @param externalUrl where people find this server's pages
 */
public record Notification(
    String id,
    String receiver,
    String groupKey,
    Labels groupLabels,
    List<Alert> alerts,
    Instant now,
    String externalUrl) {
  /** Copies the list. */
  public Notification {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(groupKey, "groupKey");
    Objects.requireNonNull(groupLabels, "groupLabels");
    alerts = List.copyOf(alerts);
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(externalUrl, "externalUrl");
  }

  /** {@code firing} while one of the alerts fires, then {@code resolved}. */
  public String status() {
    return alerts.stream().anyMatch(alert -> !alert.resolvedAt(now)) ? "firing" : "resolved";
  }

  /** {@code firing} or {@code resolved}. */
  public String status(Alert alert) {
    return alert.resolvedAt(now) ? "resolved" : "firing";
  }

  /** The labels that all alerts have in common. */
  public Map<String, String> commonLabels() {
    return common(alerts.stream().map(alert -> alert.labels().toMap()).toList());
  }

  /** The annotations that all alerts have in common. */
  public Map<String, String> commonAnnotations() {
    return common(alerts.stream().map(Alert::annotations).toList());
  }

  private static Map<String, String> common(List<Map<String, String>> maps) {
    Map<String, String> common = new TreeMap<>(maps.isEmpty() ? Map.of() : maps.getFirst());
    for (Map<String, String> map : maps) {
      common.entrySet().removeIf(entry -> !entry.getValue().equals(map.get(entry.getKey())));
    }
    return common;
  }

  /** A short text without any template, for when templates fail. */
  public String plainText() {
    StringBuilder text = new StringBuilder();
    for (Alert alert : alerts) {
      text.append(status(alert).toUpperCase(java.util.Locale.ROOT))
          .append(' ')
          .append(alert.labels());
      alert.annotations().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry ->
              text.append("\n  ").append(entry.getKey()).append(": ").append(entry.getValue()));
      text.append('\n');
    }
    return text.toString();
  }
}
