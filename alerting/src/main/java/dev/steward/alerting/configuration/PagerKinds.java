package dev.steward.alerting.configuration;

import static dev.steward.alerting.configuration.Field.any;
import static dev.steward.alerting.configuration.Field.duration;
import static dev.steward.alerting.configuration.Field.parts;
import static dev.steward.alerting.configuration.Field.secret;
import static dev.steward.alerting.configuration.Field.secretUrl;
import static dev.steward.alerting.configuration.Field.text;
import static dev.steward.alerting.configuration.Field.textMap;
import static dev.steward.alerting.configuration.Field.texts;
import static dev.steward.alerting.configuration.Field.truth;
import static dev.steward.alerting.configuration.Field.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of receivers that are mail, webhooks, and services that call or track somebody.
 *
 * <p>Source: the Alertmanager documentation of receivers.
 */
final class PagerKinds {
  private static final Set<String> RESPONDERS =
      Set.of("team", "teams", "user", "escalation", "schedule");

  private PagerKinds() {}

  static List<Kind> all() {
    return List.of(
        email(),
        webhook(),
        pagerduty(),
        opsgenie(),
        victorops(),
        pushover(),
        sns(),
        jira(),
        incidentio());
  }

  private static String named(String template) {
    return "{{ template \"" + template + "\" . }}";
  }

  private static Kind email() {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                truth("send_resolved", false),
                text("to"),
                text("from"),
                text("hello"),
                Field.address("smarthost"),
                texts("smarthosts"),
                text("auth_username"),
                secret("auth_password"),
                text("auth_password_file"),
                secret("auth_secret"),
                text("auth_secret_file"),
                text("auth_identity"),
                textMap("headers"),
                text("html", named("email.default.html")),
                text("text", named("email.default.text")),
                new Field("require_tls", Field.Type.TRUTH, "", List.of()),
                new Field("force_implicit_tls", Field.Type.TRUTH, "", List.of()),
                Field.part("tls_config", HttpFields.TLS),
                any("threading")));
    Map<String, String> globals = new java.util.HashMap<>();
    for (String key :
        List.of(
            "from",
            "hello",
            "smarthost",
            "smarthosts",
            "auth_username",
            "auth_identity",
            "require_tls",
            "force_implicit_tls",
            "tls_config")) {
      globals.put(key, "smtp_" + key);
    }
    return new Kind("email", false, fields, globals, settings -> null)
        .required("to", "missing to address in email config")
        .checked(PagerKinds::repeatedHeader);
  }

  private static @Nullable String repeatedHeader(Settings settings) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : settings.textMap("headers").keySet()) {
      if (!seen.add(header)) {
        return "duplicate header \"" + header + "\" in email config";
      }
    }
    return null;
  }

  private static Kind webhook() {
    return Kind.http(
            "webhook",
            true,
            secretUrl("url"),
            text("url_file"),
            Field.number("max_alerts"),
            duration("timeout"),
            any("payload"))
        .exactlyOne("url", "url_file");
  }

  private static Kind pagerduty() {
    return Kind.http(
            "pagerduty",
            true,
            secret("service_key"),
            text("service_key_file"),
            secret("routing_key"),
            text("routing_key_file"),
            url("url"),
            text("client", named("pagerduty.default.client")),
            text("client_url", named("pagerduty.default.clientURL")),
            text("description", named("pagerduty.default.description")),
            any("details"),
            parts("images", text("src"), text("alt"), text("href")),
            parts("links", text("href"), text("text")),
            text("source"),
            text("severity"),
            text("class"),
            text("component"),
            text("group"),
            duration("timeout"))
        .checked(settings ->
            settings.has("service_key")
                    || settings.has("routing_key")
                    || settings.has("service_key_file")
                    || settings.has("routing_key_file")
                ? null
                : "missing service or routing key in PagerDuty config")
        .atMostOne("routing_key", "routing_key_file")
        .atMostOne("service_key", "service_key_file")
        .global("url", "pagerduty_url");
  }

  private static Kind opsgenie() {
    return Kind.http(
            "opsgenie",
            true,
            secret("api_key"),
            text("api_key_file"),
            url("api_url"),
            text("message", named("opsgenie.default.message")),
            text("description", named("opsgenie.default.description")),
            text("source", named("opsgenie.default.source")),
            textMap("details"),
            text("entity"),
            parts("responders", text("id"), text("name"), text("username"), text("type")),
            text("actions"),
            text("tags"),
            text("note"),
            text("priority"),
            truth("update_alerts", false))
        .atMostOne("api_key", "api_key_file")
        .checked(PagerKinds::wrongResponder)
        .global("api_url", "opsgenie_api_url");
  }

  private static @Nullable String wrongResponder(Settings settings) {
    for (Settings responder : settings.parts("responders")) {
      String shown =
          "opsGenieConfig responder {"
              + String.join(
                  " ",
                  responder.text("id"),
                  responder.text("name"),
                  responder.text("username"),
                  responder.text("type"))
              + "}";
      if (!responder.has("id") && !responder.has("name") && !responder.has("username")) {
        return shown + " has to have at least one of id, username or name specified";
      }
      String type = responder.text("type");
      if (!type.contains("{{") && !RESPONDERS.contains(type.toLowerCase(java.util.Locale.ROOT))) {
        return shown + " type does not match valid options ^(team|teams|user|escalation|schedule)$";
      }
    }
    return null;
  }

  private static Kind victorops() {
    return Kind.http(
            "victorops",
            true,
            secret("api_key"),
            text("api_key_file"),
            url("api_url"),
            text("routing_key"),
            text("message_type", "CRITICAL"),
            text("state_message", named("victorops.default.state_message")),
            text("entity_display_name", named("victorops.default.entity_display_name")),
            text("monitoring_tool", named("victorops.default.monitoring_tool")),
            textMap("custom_fields"))
        .required("routing_key", "missing Routing key in VictorOps config")
        .atMostOne("api_key", "api_key_file")
        .global("api_url", "victorops_api_url");
  }

  private static Kind pushover() {
    return Kind.http(
            "pushover",
            true,
            secret("user_key"),
            text("user_key_file"),
            secret("token"),
            text("token_file"),
            text("title", named("pushover.default.title")),
            text("message", named("pushover.default.message")),
            text("url", named("pushover.default.url")),
            text("url_title"),
            text("device"),
            text("sound"),
            text("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}"),
            duration("retry"),
            duration("expire"),
            duration("ttl"),
            truth("html", false),
            truth("monospace", false))
        .exactlyOne("user_key", "user_key_file")
        .exactlyOne("token", "token_file")
        .checked(settings ->
            settings.truth("html") && settings.truth("monospace")
                ? "at most one of monospace & html must be configured"
                : null);
  }

  private static Kind sns() {
    return Kind.http(
            "sns",
            true,
            text("api_url"),
            any("sigv4"),
            text("topic_arn"),
            text("phone_number"),
            text("target_arn"),
            text("subject", named("sns.default.subject")),
            text("message", named("sns.default.message")),
            textMap("attributes"))
        .checked(settings ->
            settings.has("topic_arn") || settings.has("phone_number") || settings.has("target_arn")
                ? null
                : "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
  }

  private static Kind jira() {
    return Kind.http(
            "jira",
            true,
            url("api_url"),
            text("api_type"),
            text("project"),
            any("summary"),
            any("description"),
            texts("labels"),
            text("priority", named("jira.default.priority")),
            text("issue_type"),
            any("reopen_transition"),
            any("resolve_transition"),
            text("wont_fix_resolution"),
            duration("reopen_duration"),
            any("fields"),
            any("custom_fields"))
        .required("project", "missing project in jira_config")
        .required("issue_type", "missing issue_type in jira_config")
        .global("api_url", "jira_api_url");
  }

  private static Kind incidentio() {
    return Kind.http(
            "incidentio",
            true,
            url("url"),
            text("url_file"),
            secret("alert_source_token"),
            text("alert_source_token_file"),
            Field.number("max_alerts"),
            duration("timeout"))
        .exactlyOne("url", "url_file")
        .atMostOne("alert_source_token", "alert_source_token_file");
  }
}
