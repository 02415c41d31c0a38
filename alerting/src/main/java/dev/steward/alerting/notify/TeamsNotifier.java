package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.List;
import java.util.Map;

/**
 * Posts to a channel of Microsoft Teams: a message card to an old connector, an adaptive card to a
 * workflow.
 *
 * @param settings the {@code msteams_config} or {@code msteamsv2_config}
 * @param http calls the address
 * @param templates write the texts
 * @param adaptive whether to post an adaptive card
 */
record TeamsNotifier(
    Settings settings, HttpCaller http, NotificationTemplates templates, boolean adaptive)
    implements Notifier {
  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    boolean firing = notification.status().equals("firing");
    String title = words.line(settings.text("title"));
    String text = words.text(settings.text("text"));
    Map<String, Object> message =
        adaptive
            ? adaptiveCard(title, text, firing ? "Attention" : "Good")
            : Map.of(
                "@context",
                "http://schema.org/extensions",
                "@type",
                "MessageCard",
                "title",
                title,
                "summary",
                words.line(settings.text("summary")),
                "text",
                text,
                "themeColor",
                firing ? "8C1A1A" : "2DC72D");
    http.post(Secrets.value(settings, "webhook_url"), message, Map.of());
    return "";
  }

  private static Map<String, Object> adaptiveCard(String title, String text, String color) {
    Map<String, Object> heading =
        Map.of(
            "type",
            "TextBlock",
            "text",
            title,
            "weight",
            "Bolder",
            "size",
            "Medium",
            "wrap",
            true,
            "style",
            "heading",
            "color",
            color);
    Map<String, Object> content =
        Map.of(
            "$schema",
            "http://adaptivecards.io/schemas/adaptive-card.json",
            "type",
            "AdaptiveCard",
            "version",
            "1.4",
            "body",
            List.of(heading, Map.of("type", "TextBlock", "text", text, "wrap", true)),
            "msteams",
            Map.of("width", "full"));
    return Map.of(
        "type",
        "message",
        "attachments",
        List.of(
            Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", content)));
  }
}
