package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts an attachment to an incoming webhook of Slack, or of what speaks its form: Mattermost,
 * Rocket.Chat, Discord (at its address ending in {@code /slack}). With an {@code app_token} it
 * posts through Slack's interface for apps.
 *
 * @param settings the {@code slack_config}
 * @param http calls the address
 * @param templates write the texts
 */
record SlackNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final String APP_URL = "https://slack.com/api/chat.postMessage";

  /** Slack cuts titles there, in the middle of a character if need be. */
  private static final int MAX_TITLE = 1024;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Map<String, Object> message = message(new Words(templates, notification));
    String token = Secrets.value(settings, "app_token");
    if (token.isEmpty()) {
      http.post(Secrets.value(settings, "api_url"), message, Map.of());
      return "";
    }
    String url = settings.text("app_url");
    HttpCaller.Answer answer =
        http.post(
            url.isEmpty() ? APP_URL : url, message, Map.of("Authorization", "Bearer " + token));
    String error = answer.text("error");
    if (!error.isEmpty()) {
      throw error.equals("ratelimited") || error.equals("internal_error")
          ? SendingFailedException.temporary("Slack: " + error)
          : SendingFailedException.permanent("Slack: " + error);
    }
    return "";
  }

  private Map<String, Object> message(Words words) {
    Map<String, Object> attachment = new LinkedHashMap<>();
    String title = words.line(settings.text("title"));
    attachment.put(
        "title", title.length() > MAX_TITLE ? title.substring(0, MAX_TITLE - 1) + "…" : title);
    put(attachment, "title_link", words.line(settings.text("title_link")));
    put(attachment, "pretext", words.text(settings.text("pretext")));
    put(attachment, "text", words.text(settings.text("text")));
    put(attachment, "fallback", words.line(settings.text("fallback")));
    put(attachment, "callback_id", words.line(settings.text("callback_id")));
    put(attachment, "image_url", words.line(settings.text("image_url")));
    put(attachment, "thumb_url", words.line(settings.text("thumb_url")));
    put(attachment, "footer", words.text(settings.text("footer")));
    put(attachment, "color", words.line(settings.text("color")));
    List<String> marked = settings.texts("mrkdwn_in");
    attachment.put("mrkdwn_in", marked.isEmpty() ? List.of("fallback", "pretext", "text") : marked);
    List<Object> fields = new ArrayList<>();
    for (Settings field : settings.parts("fields")) {
      fields.add(
          Map.of(
              "title",
              words.text(field.text("title")),
              "value",
              words.text(field.text("value")),
              "short",
              field.truth("short") || settings.truth("short_fields")));
    }
    if (!fields.isEmpty()) {
      attachment.put("fields", fields);
    }
    Object actions = words.tree(settings.any("actions"));
    if (actions != null) {
      attachment.put("actions", actions);
    }
    Map<String, Object> message = new LinkedHashMap<>();
    put(message, "channel", words.line(settings.text("channel")));
    put(message, "username", words.line(settings.text("username")));
    put(message, "icon_emoji", words.line(settings.text("icon_emoji")));
    put(message, "icon_url", words.line(settings.text("icon_url")));
    put(message, "text", words.text(settings.text("message_text")));
    if (settings.truth("link_names")) {
      message.put("link_names", true);
    }
    message.put("attachments", List.of(attachment));
    return message;
  }

  private static void put(Map<String, Object> tree, String name, String value) {
    if (!value.isEmpty()) {
      tree.put(name, value);
    }
  }
}
