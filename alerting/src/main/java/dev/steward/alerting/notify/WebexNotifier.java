package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.Map;

/**
 * Posts Markdown to a room of Webex.
 *
 * @param settings the {@code webex_config}
 * @param http calls the address
 * @param templates write the texts
 */
record WebexNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final int MAX_TEXT = 7439;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    http.post(
        settings.text("api_url"),
        Map.of(
            "markdown",
            DiscordNotifier.cut(words.text(settings.text("message")), MAX_TEXT),
            "roomId",
            words.line(settings.text("room_id"))),
        Map.of());
    return "";
  }
}
