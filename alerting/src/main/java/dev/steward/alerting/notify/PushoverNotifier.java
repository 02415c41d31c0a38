package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pushes a message through Pushover.
 *
 * @param settings the {@code pushover_config}
 * @param http calls the address
 * @param templates write the texts
 * @param url where Pushover takes messages
 */
record PushoverNotifier(
    Settings settings, HttpCaller http, NotificationTemplates templates, String url)
    implements Notifier {
  static final String URL = "https://api.pushover.net/1/messages.json";
  private static final int MAX_TITLE = 250;
  private static final int MAX_TEXT = 1024;
  private static final int EMERGENCY = 2;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("token", Secrets.value(settings, "token"));
    message.put("user", Secrets.value(settings, "user_key"));
    message.put("title", DiscordNotifier.cut(words.line(settings.text("title")), MAX_TITLE));
    boolean html = settings.truth("html");
    String text =
        html ? words.html(settings.text("message")) : words.text(settings.text("message"));
    message.put("message", DiscordNotifier.cut(text.isBlank() ? "(no details)" : text, MAX_TEXT));
    String page = words.line(settings.text("url"));
    if (page.startsWith("http")) {
      message.put("url", page);
      message.put("url_title", words.line(settings.text("url_title")));
    }
    int priority = NtfyNotifier.number(words.line(settings.text("priority")), 0);
    message.put("priority", priority);
    if (priority == EMERGENCY) {
      message.put("retry", settings.duration("retry").orElse(Duration.ofMinutes(1)).toSeconds());
      message.put("expire", settings.duration("expire").orElse(Duration.ofHours(1)).toSeconds());
    }
    settings.duration("ttl").ifPresent(ttl -> message.put("ttl", ttl.toSeconds()));
    for (String key : new String[] {"device", "sound"}) {
      String value = words.line(settings.text(key));
      if (!value.isEmpty()) {
        message.put(key, value);
      }
    }
    message.put("timestamp", notification.now().getEpochSecond());
    if (html) {
      message.put("html", 1);
    } else if (settings.truth("monospace")) {
      message.put("monospace", 1);
    }
    http.post(url, message, Map.of());
    return "";
  }
}
