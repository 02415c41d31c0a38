package dev.steward.alerting.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads receivers, with the global settings where they have none of their own. */
final class ReceiverReader {
  /** Every kind of receiver, in the order in which Alertmanager tells them. */
  static final List<Kind> KINDS =
      Stream.concat(PagerKinds.all().stream(), MessengerKinds.all().stream()).toList();

  /** The receivers' key that Alertmanager does not know. */
  static final String FALLBACKS = "fallbacks";

  private static final Map<String, List<Inherited>> INHERITED =
      Map.of(
          "slack",
          List.of(
              new Inherited("app_token", "slack_app_token", ""),
              new Inherited(
                  "api_url",
                  "slack_api_url",
                  "no global Slack API URL set either inline or in a file",
                  settings -> settings.has("app_token") || settings.has("app_token_file"))),
          "opsgenie",
          List.of(
              new Inherited(
                  "api_key",
                  "opsgenie_api_key",
                  "no global OpsGenie API Key set either inline or in a file")),
          "victorops",
          List.of(new Inherited("api_key", "victorops_api_key", "no global VictorOps API Key set")),
          "telegram",
          List.of(
              new Inherited(
                  "bot_token",
                  "telegram_bot_token",
                  "missing bot_token or bot_token_file on telegram_config")),
          "rocketchat",
          List.of(
              new Inherited(
                  "token_id",
                  "rocketchat_token_id",
                  "no global Rocketchat TokenID set either inline or in a file"),
              new Inherited(
                  "token",
                  "rocketchat_token",
                  "no global Rocketchat Token set either inline or in a file")),
          "wechat",
          List.of(
              new Inherited("api_secret", "wechat_api_secret", "no global Wechat ApiSecret set"),
              new Inherited("corp_id", "wechat_api_corp_id", "no global Wechat CorpID set")),
          "mattermost",
          List.of(
              new Inherited(
                  "webhook_url",
                  "mattermost_webhook_url",
                  "one of webhook_url or webhook_url_file must be configured")),
          "jira",
          List.of(new Inherited("api_url", "jira_api_url", "no global Jira Cloud URL set")),
          "email",
          List.of(
              new Inherited("auth_password", "smtp_auth_password", ""),
              new Inherited("auth_secret", "smtp_auth_secret", ""),
              new Inherited(
                  "smarthost",
                  "smtp_smarthost",
                  "no global SMTP smarthost set",
                  settings -> settings.has("smarthosts")),
              new Inherited("from", "smtp_from", "no global SMTP from set")));

  private final SettingsReader settings;
  private final PlacedYaml yaml;
  private final Settings global;

  ReceiverReader(SettingsReader settings, Settings global) {
    this.settings = settings;
    this.yaml = settings.yaml();
    this.global = global;
  }

  /**
   * A value that may stand in a file too, and that the global settings may give.
   *
   * @param missing what to say where nobody gives it; empty where it may be missing
   * @param unless when it may be missing all the same
   */
  private record Inherited(
      String key, String globalKey, String missing, Predicate<Settings> unless) {
    Inherited(String key, String globalKey, String missing) {
      this(key, globalKey, missing, settings -> missing.isEmpty());
    }

    private boolean in(Settings settings) {
      return settings.has(key) || settings.has(key + "_file");
    }
  }

  Map<String, Receiver> read(Node list) {
    Map<String, Receiver> receivers = new LinkedHashMap<>();
    for (Node node : yaml.sequence(list)) {
      Receiver receiver = receiver(node);
      if (receivers.putIfAbsent(receiver.name(), receiver) != null) {
        throw yaml.error(
            node, "notification config name \"" + receiver.name() + "\" is not unique");
      }
    }
    for (Receiver receiver : receivers.values()) {
      for (String fallback : receiver.fallbacks()) {
        if (!receivers.containsKey(fallback) || fallback.equals(receiver.name())) {
          throw yaml.error(
              list,
              "undefined receiver \""
                  + fallback
                  + "\" used in fallbacks of \""
                  + receiver.name()
                  + "\"");
        }
      }
    }
    return receivers;
  }

  private Receiver receiver(Node node) {
    Set<String> known = KINDS.stream().map(Kind::key).collect(Collectors.toSet());
    known.add("name");
    known.add(FALLBACKS);
    Map<String, Node> keys = yaml.mapping(node, "config.Receiver", known);
    String name = keys.containsKey("name") ? yaml.text(keys.get("name")) : "";
    if (name.isEmpty()) {
      throw yaml.error(node, "missing name in receiver");
    }
    List<Integration> integrations = new ArrayList<>();
    for (Kind kind : KINDS) {
      Node list = keys.get(kind.key());
      if (list != null) {
        int index = 0;
        for (Node config : yaml.sequence(list)) {
          integrations.add(new Integration(kind.name(), index++, integration(config, kind)));
        }
      }
    }
    List<String> fallbacks =
        keys.containsKey(FALLBACKS) ? yaml.texts(keys.get(FALLBACKS)) : List.of();
    return new Receiver(name, integrations, fallbacks);
  }

  private Settings integration(Node node, Kind kind) {
    Settings read = settings.read(node, "config." + kind.name() + "Config", kind.fields());
    String problem = kind.check().apply(read);
    if (problem != null) {
      throw yaml.error(node, problem);
    }
    Settings whole = read;
    for (Map.Entry<String, String> entry : kind.globals().entrySet()) {
      whole = whole.orElse(entry.getKey(), global, entry.getValue());
    }
    for (Inherited value : INHERITED.getOrDefault(kind.name(), List.of())) {
      if (!value.in(whole)) {
        whole =
            whole
                .orElse(value.key(), global, value.globalKey())
                .orElse(value.key() + "_file", global, value.globalKey() + "_file");
      }
      if (!value.in(whole) && !value.unless().test(whole)) {
        throw yaml.error(node, value.missing());
      }
    }
    return whole;
  }
}
