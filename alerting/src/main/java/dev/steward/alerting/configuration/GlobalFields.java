package dev.steward.alerting.configuration;

import static dev.steward.alerting.configuration.Field.secret;
import static dev.steward.alerting.configuration.Field.secretUrl;
import static dev.steward.alerting.configuration.Field.text;
import static dev.steward.alerting.configuration.Field.truth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys below {@code global}.
 *
 * <p>Source: the Alertmanager documentation of its configuration file.
 */
final class GlobalFields {
  /** All of them. */
  static final List<Field> ALL =
      List.of(
          Field.duration("resolve_timeout"),
          Field.part("http_config", HttpFields.ALL),
          Field.url("jira_api_url"),
          text("smtp_from"),
          text("smtp_hello", "localhost"),
          Field.address("smtp_smarthost"),
          Field.texts("smtp_smarthosts"),
          text("smtp_auth_username"),
          secret("smtp_auth_password"),
          text("smtp_auth_password_file"),
          secret("smtp_auth_secret"),
          text("smtp_auth_secret_file"),
          text("smtp_auth_identity"),
          truth("smtp_require_tls", true),
          truth("smtp_force_implicit_tls", false),
          Field.part("smtp_tls_config", HttpFields.TLS),
          secretUrl("slack_api_url"),
          text("slack_api_url_file"),
          secret("slack_app_token"),
          text("slack_app_token_file"),
          url("slack_app_url", "https://slack.com/api/chat.postMessage"),
          url("pagerduty_url", "https://events.pagerduty.com/v2/enqueue"),
          url("opsgenie_api_url", "https://api.opsgenie.com/"),
          secret("opsgenie_api_key"),
          text("opsgenie_api_key_file"),
          url("wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/"),
          secret("wechat_api_secret"),
          text("wechat_api_secret_file"),
          text("wechat_api_corp_id"),
          url(
              "victorops_api_url",
              "https://alert.victorops.com/integrations/generic/20131114/alert/"),
          secret("victorops_api_key"),
          text("victorops_api_key_file"),
          url("telegram_api_url", "https://api.telegram.org"),
          secret("telegram_bot_token"),
          text("telegram_bot_token_file"),
          url("webex_api_url", "https://webexapis.com/v1/messages"),
          url("rocketchat_api_url", "https://open.rocket.chat/"),
          secret("rocketchat_token"),
          text("rocketchat_token_file"),
          secret("rocketchat_token_id"),
          text("rocketchat_token_id_file"),
          secretUrl("mattermost_webhook_url"),
          text("mattermost_webhook_url_file"));

  private static final List<String> OR_IN_FILE =
      List.of(
          "slack_api_url",
          "opsgenie_api_key",
          "victorops_api_key",
          "smtp_auth_password",
          "smtp_auth_secret",
          "rocketchat_token",
          "rocketchat_token_id",
          "telegram_bot_token",
          "wechat_api_secret",
          "slack_app_token",
          "mattermost_webhook_url");

  private GlobalFields() {}

  private static Field url(String name, String preset) {
    return new Field(name, Field.Type.URL, preset, List.of());
  }

  /** What is wrong with the values, or null. */
  static @Nullable String problem(Settings global) {
    for (String key : OR_IN_FILE) {
      if (global.has(key) && global.has(key + "_file")) {
        return "at most one of " + key + " & " + key + "_file must be configured";
      }
    }
    return null;
  }
}
