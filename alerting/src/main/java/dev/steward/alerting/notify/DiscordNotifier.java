package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts an embed to a webhook of Discord.
 *
 * @param settings the {@code discord_config}
 * @param http calls the address
 * @param templates write the texts
 */
record DiscordNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final int RED = 0x992D22;
  private static final int GREEN = 0x2ECC71;
  private static final int MAX_TITLE = 256;
  private static final int MAX_TEXT = 2048;
  private static final int MAX_CONTENT = 2000;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("content", cut(words.text(settings.text("content")), MAX_CONTENT));
    message.put(
        "embeds",
        List.of(
            Map.of(
                "title",
                cut(words.line(settings.text("title")), MAX_TITLE),
                "description",
                cut(words.text(settings.text("message")), MAX_TEXT),
                "color",
                notification.status().equals("firing") ? RED : GREEN)));
    String username = words.line(settings.text("username"));
    if (!username.isEmpty()) {
      message.put("username", username);
    }
    String avatar = words.line(settings.text("avatar_url"));
    if (!avatar.isEmpty()) {
      message.put("avatar_url", avatar);
    }
    http.post(Secrets.value(settings, "webhook_url"), message, Map.of());
    return "";
  }

  /** A text of at most so many characters; what is longer ends with an ellipsis. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
