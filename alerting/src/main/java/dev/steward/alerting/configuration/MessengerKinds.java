package dev.steward.alerting.configuration;

import static dev.steward.alerting.configuration.Field.duration;
import static dev.steward.alerting.configuration.Field.number;
import static dev.steward.alerting.configuration.Field.parts;
import static dev.steward.alerting.configuration.Field.secret;
import static dev.steward.alerting.configuration.Field.secretUrl;
import static dev.steward.alerting.configuration.Field.text;
import static dev.steward.alerting.configuration.Field.texts;
import static dev.steward.alerting.configuration.Field.truth;
import static dev.steward.alerting.configuration.Field.url;

import java.util.List;
import java.util.Set;

/**
 * The kinds of receivers that are rooms and chats.
 *
 * <p>Source: the Alertmanager documentation of receivers.
 */
final class MessengerKinds {
  private static final Set<String> PARSE_MODES = Set.of("", "Markdown", "MarkdownV2", "HTML");
  private static final String COLOR = "{{ if eq .Status \"firing\" }}danger{{ else }}good{{ end }}";

  private MessengerKinds() {}

  static List<Kind> all() {
    return List.of(
        slack(),
        discord(),
        mattermost(),
        rocketchat(),
        telegram(),
        webex(),
        teams("msteams", text("summary", named("msteams.default.summary"))),
        teams("msteamsv2"),
        wechat(),
        matrix(),
        ntfy(),
        gotify());
  }

  private static String named(String template) {
    return "{{ template \"" + template + "\" . }}";
  }

  private static Field[] joined(Field[] first, Field... more) {
    Field[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static Field[] attachment() {
    return new Field[] {
      text("channel"),
      text("username", named("slack.default.username")),
      text("color", COLOR),
      text("title", named("slack.default.title")),
      text("title_link", named("slack.default.titlelink")),
      text("pretext", named("slack.default.pretext")),
      text("text", named("slack.default.text")),
      parts("fields", text("title"), text("value"), truth("short", false)),
      truth("short_fields", false),
      text("footer", named("slack.default.footer")),
      text("fallback", named("slack.default.fallback")),
      text("callback_id", named("slack.default.callbackid")),
      text("icon_emoji", named("slack.default.iconemoji")),
      text("icon_url", named("slack.default.iconurl")),
      text("image_url"),
      text("thumb_url"),
      truth("link_names", false),
      texts("mrkdwn_in"),
      Field.any("actions"),
      truth("edit_messages", false),
      truth("update_message", false),
      text("message_text"),
      duration("timeout")
    };
  }

  private static Kind slack() {
    return Kind.http(
            "slack",
            false,
            joined(
                attachment(),
                secretUrl("api_url"),
                text("api_url_file"),
                secret("app_token"),
                text("app_token_file"),
                url("app_url")))
        .atMostOne("api_url", "api_url_file")
        .atMostOne("app_token", "app_token_file");
  }

  private static Kind discord() {
    return Kind.http(
            "discord",
            true,
            secretUrl("webhook_url"),
            text("webhook_url_file"),
            text("content", named("discord.default.content")),
            text("title", named("discord.default.title")),
            text("message", named("discord.default.message")),
            text("username"),
            text("avatar_url"))
        .exactlyOne("webhook_url", "webhook_url_file");
  }

  private static Kind mattermost() {
    return Kind.http(
            "mattermost",
            true,
            secretUrl("webhook_url"),
            text("webhook_url_file"),
            text("channel"),
            text("username", named("mattermost.default.username")),
            text("text", named("mattermost.default.text")),
            text("icon_url"),
            text("icon_emoji"),
            Field.any("attachments"),
            text("type"),
            Field.any("props"),
            Field.any("priority"))
        .atMostOne("webhook_url", "webhook_url_file")
        .global("webhook_url", "mattermost_webhook_url")
        .global("webhook_url_file", "mattermost_webhook_url_file");
  }

  private static Kind rocketchat() {
    return Kind.http(
            "rocketchat",
            false,
            url("api_url"),
            secret("token_id"),
            text("token_id_file"),
            secret("token"),
            text("token_file"),
            text("channel"),
            text("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}"),
            text("title", named("rocketchat.default.title")),
            text("title_link", named("rocketchat.default.titlelink")),
            text("text", named("rocketchat.default.text")),
            parts("fields", text("title"), text("value"), truth("short", false)),
            truth("short_fields", false),
            text("emoji", named("rocketchat.default.emoji")),
            text("icon_url", named("rocketchat.default.iconurl")),
            text("image_url"),
            text("thumb_url"),
            truth("link_names", false),
            Field.any("actions"))
        .atMostOne("token", "token_file")
        .atMostOne("token_id", "token_id_file")
        .global("api_url", "rocketchat_api_url");
  }

  private static Kind telegram() {
    return Kind.http(
            "telegram",
            true,
            url("api_url"),
            secret("bot_token"),
            text("bot_token_file"),
            number("chat_id"),
            text("chat_id_file"),
            number("message_thread_id"),
            text("message", named("telegram.default.message")),
            truth("disable_notifications", false),
            text("parse_mode", "HTML"))
        .checked(settings ->
            settings.has("chat_id") || settings.has("chat_id_file")
                ? null
                : "missing chat_id on telegram_config")
        .checked(settings ->
            PARSE_MODES.contains(settings.text("parse_mode"))
                ? null
                : "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or"
                    + " empty string")
        .atMostOne("bot_token", "bot_token_file")
        .atMostOne("chat_id", "chat_id_file")
        .global("api_url", "telegram_api_url");
  }

  private static Kind webex() {
    return Kind.http(
            "webex",
            true,
            url("api_url"),
            text("message", named("webex.default.message")),
            text("room_id"))
        .required("room_id", "missing room_id on webex_config")
        .checked(settings ->
            settings.part("http_config").has("authorization")
                ? null
                : "missing webex_configs.http_config.authorization")
        .global("api_url", "webex_api_url");
  }

  private static Kind teams(String name, Field... more) {
    return Kind.http(
            name,
            true,
            joined(
                more,
                secretUrl("webhook_url"),
                text("webhook_url_file"),
                text("title", named(name + ".default.title")),
                text("text", named(name + ".default.text"))))
        .exactlyOne("webhook_url", "webhook_url_file");
  }

  private static Kind wechat() {
    return Kind.http(
            "wechat",
            false,
            secret("api_secret"),
            text("api_secret_file"),
            text("corp_id"),
            url("api_url"),
            text("message", named("wechat.default.message")),
            text("to_user", named("wechat.default.to_user")),
            text("to_party", named("wechat.default.to_party")),
            text("to_tag", named("wechat.default.to_tag")),
            text("agent_id", named("wechat.default.agent_id")),
            text("message_type", "text"))
        .checked(settings ->
            Set.of("text", "markdown").contains(settings.text("message_type"))
                ? null
                : "weChat message type \""
                    + settings.text("message_type")
                    + "\" does not match valid options ^(text|markdown)$")
        .global("api_url", "wechat_api_url")
        .global("api_secret", "wechat_api_secret")
        .global("api_secret_file", "wechat_api_secret_file")
        .global("corp_id", "wechat_api_corp_id");
  }

  private static Kind matrix() {
    return Kind.http(
            "matrix",
            true,
            url("homeserver"),
            secret("access_token"),
            text("access_token_file"),
            text("room"),
            truth("threads", true),
            text("text", named("matrix.default.text")),
            text("html", named("matrix.default.html")))
        .required("homeserver", "missing homeserver on matrix_config")
        .required("room", "missing room on matrix_config")
        .exactlyOne("access_token", "access_token_file")
        .asExtension();
  }

  private static Kind ntfy() {
    return Kind.http(
            "ntfy",
            true,
            new Field("url", Field.Type.URL, "https://ntfy.sh", List.of()),
            text("topic"),
            secret("token"),
            text("token_file"),
            text("title", named("ntfy.default.title")),
            text("message", named("ntfy.default.message")),
            text("priority", "{{ if eq .Status \"firing\" }}4{{ else }}3{{ end }}"),
            text(
                "tags",
                "{{ if eq .Status \"firing\" }}rotating_light{{ else }}white_check_mark{{ end }}"),
            text("click", "{{ template \"__alertmanagerURL\" . }}"))
        .required("topic", "missing topic on ntfy_config")
        .atMostOne("token", "token_file")
        .asExtension();
  }

  private static Kind gotify() {
    return Kind.http(
            "gotify",
            true,
            url("url"),
            secret("token"),
            text("token_file"),
            text("title", named("gotify.default.title")),
            text("message", named("gotify.default.message")),
            text("priority", "{{ if eq .Status \"firing\" }}8{{ else }}4{{ end }}"))
        .required("url", "missing url on gotify_config")
        .exactlyOne("token", "token_file")
        .asExtension();
  }
}
