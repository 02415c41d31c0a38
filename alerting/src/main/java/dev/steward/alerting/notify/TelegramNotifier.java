package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends a message as a bot of Telegram.
 *
 * @param settings the {@code telegram_config}
 * @param http calls the address
 * @param templates write the texts
 */
record TelegramNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final int MAX_TEXT = 4096;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    String mode = settings.text("parse_mode");
    boolean html = mode.equals("HTML");
    String text =
        html ? words.html(settings.text("message")) : words.text(settings.text("message"));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("chat_id", Secrets.value(settings, "chat_id"));
    // A text that is cut may end within a tag, which Telegram refuses: then the plain one is sent.
    boolean plain = words.failed() || text.length() > MAX_TEXT;
    message.put(
        "text", DiscordNotifier.cut(plain ? plain(words, notification, text) : text, MAX_TEXT));
    if (!mode.isEmpty() && !plain) {
      message.put("parse_mode", mode);
    }
    message.put("disable_notification", settings.truth("disable_notifications"));
    message.put("disable_web_page_preview", true);
    if (settings.number("message_thread_id") != 0) {
      message.put("message_thread_id", settings.number("message_thread_id"));
    }
    http.post(
        settings.text("api_url") + "/bot" + Secrets.value(settings, "bot_token") + "/sendMessage",
        message,
        Map.of());
    return "";
  }

  /** The text of a template that failed holds its error; of one that is too long, the alerts. */
  private static String plain(Words words, Notification notification, String text) {
    return words.failed() ? text.replaceAll("</?pre>", "") : notification.plainText();
  }
}
