package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens and resolves an incident of PagerDuty for each group, by its Events API (version 2; version
 * 1 with a {@code service_key}). The group's key names the incident, so that a notification that is
 * repeated changes nothing.
 *
 * @param settings the {@code pagerduty_config}
 * @param http calls the address
 * @param templates write the texts
 */
record PagerDutyNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final int MAX_SUMMARY = 1024;
  private static final String V1 =
      "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
  private static final Map<String, String> DETAILS =
      Map.of(
          "firing", "{{ template \"pagerduty.default.instances\" .Alerts.Firing }}",
          "resolved", "{{ template \"pagerduty.default.instances\" .Alerts.Resolved }}",
          "num_firing", "{{ .Alerts.Firing | len }}",
          "num_resolved", "{{ .Alerts.Resolved | len }}");

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    boolean firing = notification.status().equals("firing");
    String action = firing ? "trigger" : "resolve";
    String serviceKey = Secrets.value(settings, "service_key");
    if (serviceKey.isEmpty()) {
      http.post(settings.text("url"), event(words, notification, action), Map.of());
    } else {
      http.post(V1, oldEvent(words, notification, action, serviceKey), Map.of());
    }
    return "";
  }

  private Map<String, Object> event(Words words, Notification notification, String action)
      throws SendingFailedException {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", Secrets.value(settings, "routing_key"));
    event.put("event_action", action);
    event.put("dedup_key", Digest.of(notification.groupKey()));
    event.put("client", words.line(settings.text("client")));
    event.put("client_url", words.line(settings.text("client_url")));
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", summary(words));
    String source = words.line(settings.text("source"));
    payload.put("source", source.isEmpty() ? words.line(settings.text("client")) : source);
    String severity = words.line(settings.text("severity"));
    payload.put("severity", severity.isEmpty() ? "error" : severity);
    for (String key : new String[] {"class", "component", "group"}) {
      String value = words.line(settings.text(key));
      if (!value.isEmpty()) {
        payload.put(key, value);
      }
    }
    payload.put("custom_details", details(words));
    event.put("payload", payload);
    event.put(
        "links",
        settings.parts("links").stream().map(link -> texts(words, link, "href", "text")).toList());
    event.put(
        "images",
        settings.parts("images").stream()
            .map(image -> texts(words, image, "src", "alt", "href"))
            .toList());
    return event;
  }

  private static Map<String, String> texts(Words words, Settings part, String... keys) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : keys) {
      texts.put(key, words.line(part.text(key)));
    }
    return texts;
  }

  private String summary(Words words) {
    return DiscordNotifier.cut(words.line(settings.text("description")), MAX_SUMMARY);
  }

  private Map<String, @Nullable Object> details(Words words) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>(words.texts(DETAILS));
    if (words.tree(settings.any("details")) instanceof Map<?, ?> more) {
      more.forEach((name, value) -> details.put(String.valueOf(name), value));
    }
    return details;
  }

  private Map<String, Object> oldEvent(
      Words words, Notification notification, String action, String serviceKey) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("service_key", serviceKey);
    event.put("event_type", action);
    event.put("incident_key", Digest.of(notification.groupKey()));
    event.put("description", summary(words));
    event.put("client", words.line(settings.text("client")));
    event.put("client_url", words.line(settings.text("client_url")));
    event.put("details", details(words));
    return event;
  }
}
