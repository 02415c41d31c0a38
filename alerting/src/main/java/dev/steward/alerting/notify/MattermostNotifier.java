package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Posts Markdown to an incoming webhook of Mattermost.
 *
 * @param settings the {@code mattermost_config}
 * @param http calls the address
 * @param templates write the texts
 */
record MattermostNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("text", words.text(settings.text("text")));
    for (String key : new String[] {"channel", "username", "icon_url", "icon_emoji", "type"}) {
      String value = words.line(settings.text(key));
      if (!value.isEmpty()) {
        message.put(key, value);
      }
    }
    for (String key : new String[] {"attachments", "props", "priority"}) {
      Object tree = words.tree(settings.any(key));
      if (tree != null) {
        message.put(key, tree);
      }
    }
    http.post(Secrets.value(settings, "webhook_url"), message, Map.of());
    return "";
  }
}
