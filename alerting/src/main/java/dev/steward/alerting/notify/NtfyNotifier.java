package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes to a topic of an ntfy server.
 *
 * @param settings the {@code ntfy_config}
 * @param http calls the address
 * @param templates write the texts
 */
record NtfyNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  /** Longer messages arrive as attached files, which phones do not show. */
  private static final int MAX_TEXT = 4000;

  private static final int NORMAL = 3;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("topic", settings.text("topic"));
    message.put("title", words.line(settings.text("title")));
    message.put("message", DiscordNotifier.cut(words.text(settings.text("message")), MAX_TEXT));
    message.put("priority", number(words.line(settings.text("priority")), NORMAL));
    String tags = words.line(settings.text("tags"));
    if (!tags.isEmpty()) {
      message.put("tags", List.of(tags.split("\\s*,\\s*")));
    }
    String click = words.line(settings.text("click"));
    if (click.startsWith("http")) {
      message.put("click", click);
    }
    String token = Secrets.value(settings, "token");
    http.post(
        settings.text("url"),
        message,
        token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token));
    return "";
  }

  /** The number that a text says, or another. */
  static int number(String text, int otherwise) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
