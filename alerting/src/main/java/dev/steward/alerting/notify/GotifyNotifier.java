package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.Map;

/**
 * Pushes a message through a Gotify server.
 *
 * @param settings the {@code gotify_config}
 * @param http calls the address
 * @param templates write the texts
 */
record GotifyNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    String base = settings.text("url");
    http.post(
        (base.endsWith("/") ? base : base + "/") + "message",
        Map.of(
            "title",
            words.line(settings.text("title")),
            "message",
            words.text(settings.text("message")),
            "priority",
            NtfyNotifier.number(words.line(settings.text("priority")), 5)),
        Map.of("X-Gotify-Key", Secrets.value(settings, "token")));
    return "";
  }
}
