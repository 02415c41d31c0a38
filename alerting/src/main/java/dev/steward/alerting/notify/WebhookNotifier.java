package dev.steward.alerting.notify;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.configuration.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Posts a group as JSON, in version 4 of Alertmanager's form. The header {@code Idempotency-Key}
 * holds the notification's id: one that is repeated after a crash can be told from a new one.
 *
 * @param settings the {@code webhook_config}
 * @param http calls the address
 * @param templates for {@code payload}
 */
record WebhookNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String NEVER = "0001-01-01T00:00:00Z";

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Object payload = settings.any("payload");
    Object body =
        payload == null
            ? message(notification, settings.number("max_alerts"))
            : Objects.requireNonNull(new Words(templates, notification).tree(payload));
    http.call(
        "POST",
        Secrets.value(settings, "url"),
        "application/json",
        HttpCaller.json(body),
        Map.of("Idempotency-Key", notification.id()),
        settings.duration("timeout").filter(each -> !each.isZero()).orElse(PATIENCE));
    return "";
  }

  /** The group as a tree; {@code most} alerts at most, all where it is 0. */
  static Map<String, Object> message(Notification notification, long most) {
    List<Alert> alerts = notification.alerts();
    int shown = most > 0 && most < alerts.size() ? (int) most : alerts.size();
    List<Object> list = new ArrayList<>();
    alerts.subList(0, shown).forEach(alert -> list.add(alert(notification, alert)));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("receiver", notification.receiver());
    message.put("status", notification.status());
    message.put("alerts", list);
    message.put("groupLabels", notification.groupLabels().toMap());
    message.put("commonLabels", notification.commonLabels());
    message.put("commonAnnotations", notification.commonAnnotations());
    message.put("externalURL", notification.externalUrl());
    message.put("version", "4");
    message.put("groupKey", notification.groupKey());
    message.put("truncatedAlerts", alerts.size() - shown);
    return message;
  }

  private static Map<String, Object> alert(Notification notification, Alert alert) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("status", notification.status(alert));
    tree.put("labels", alert.labels().toMap());
    tree.put("annotations", alert.annotations());
    tree.put("startsAt", alert.startsAt().toString());
    tree.put("endsAt", alert.resolvedAt(notification.now()) ? alert.endsAt().toString() : NEVER);
    tree.put("generatorURL", alert.generatorUrl());
    tree.put("fingerprint", alert.fingerprint());
    return tree;
  }
}
