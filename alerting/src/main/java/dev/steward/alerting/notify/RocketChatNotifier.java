package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts an attachment through Rocket.Chat's own interface.
 *
 * @param settings the {@code rocketchat_config}
 * @param http calls the address
 * @param templates write the texts
 */
record RocketChatNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    Map<String, Object> attachment = new LinkedHashMap<>();
    for (String key :
        new String[] {"color", "title", "title_link", "text", "image_url", "thumb_url"}) {
      String value = words.text(settings.text(key));
      if (!value.isEmpty()) {
        attachment.put(key, value);
      }
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("channel", words.line(settings.text("channel")));
    message.put("attachments", List.of(attachment));
    String emoji = words.line(settings.text("emoji"));
    String icon = words.line(settings.text("icon_url"));
    if (!emoji.isEmpty()) {
      message.put("emoji", emoji);
    } else if (!icon.isEmpty()) {
      message.put("avatar", icon);
    }
    String base = settings.text("api_url");
    http.post(
        (base.endsWith("/") ? base : base + "/") + "api/v1/chat.postMessage",
        message,
        Map.of(
            "X-Auth-Token",
            Secrets.value(settings, "token"),
            "X-User-Id",
            Secrets.value(settings, "token_id")));
    return "";
  }
}
