package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens and recovers an incident of VictorOps (Splunk On-Call) for each group.
 *
 * @param settings the {@code victorops_config}
 * @param http calls the address
 * @param templates write the texts
 */
record VictorOpsNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final int MAX_TEXT = 20_480;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    boolean firing = notification.status().equals("firing");
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("message_type", firing ? words.line(settings.text("message_type")) : "RECOVERY");
    message.put("entity_id", Digest.of(notification.groupKey()));
    message.put("entity_display_name", words.line(settings.text("entity_display_name")));
    message.put(
        "state_message", DiscordNotifier.cut(words.text(settings.text("state_message")), MAX_TEXT));
    message.put("monitoring_tool", words.line(settings.text("monitoring_tool")));
    message.putAll(words.texts(settings.textMap("custom_fields")));
    String base = settings.text("api_url");
    http.post(
        (base.endsWith("/") ? base : base + "/")
            + Secrets.value(settings, "api_key")
            + "/"
            + words.line(settings.text("routing_key")),
        message,
        Map.of());
    return "";
  }
}
