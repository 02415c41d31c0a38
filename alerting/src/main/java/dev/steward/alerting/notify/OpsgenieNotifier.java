package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens and closes an alert of Opsgenie for each group. The group's key is its alias, so that a
 * notification that is repeated changes nothing.
 *
 * @param settings the {@code opsgenie_config}
 * @param http calls the address
 * @param templates write the texts
 */
record OpsgenieNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final int MAX_MESSAGE = 130;

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    String base = settings.text("api_url");
    String alerts = (base.endsWith("/") ? base : base + "/") + "v2/alerts";
    Map<String, String> headers =
        Map.of("Authorization", "GenieKey " + Secrets.value(settings, "api_key"));
    String alias = Digest.of(notification.groupKey());
    if (notification.status().equals("resolved")) {
      http.post(
          alerts + "/" + alias + "/close?identifierType=alias",
          Map.of("source", words.line(settings.text("source"))),
          headers);
      return "";
    }
    http.post(alerts, message(words, notification, alias), headers);
    return "";
  }

  private Map<String, Object> message(Words words, Notification notification, String alias) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("alias", alias);
    message.put("message", DiscordNotifier.cut(words.line(settings.text("message")), MAX_MESSAGE));
    message.put("description", words.text(settings.text("description")));
    Map<String, String> details = new LinkedHashMap<>(notification.commonLabels());
    details.putAll(words.texts(settings.textMap("details")));
    message.put("details", details);
    message.put("source", words.line(settings.text("source")));
    for (String key : new String[] {"note", "priority", "entity"}) {
      String value = words.text(settings.text(key));
      if (!value.isEmpty()) {
        message.put(key, value);
      }
    }
    put(message, "tags", words.line(settings.text("tags")));
    put(message, "actions", words.line(settings.text("actions")));
    List<Object> responders = new ArrayList<>();
    for (Settings responder : settings.parts("responders")) {
      responders.addAll(responders(words, responder));
    }
    if (!responders.isEmpty()) {
      message.put("responders", responders);
    }
    return message;
  }

  private static void put(Map<String, Object> message, String key, String list) {
    if (!list.isEmpty()) {
      message.put(key, List.of(list.split("\\s*,\\s*")));
    }
  }

  private static List<Object> responders(Words words, Settings responder) {
    String type = words.line(responder.text("type"));
    if (type.equals("teams")) {
      List<Object> teams = new ArrayList<>();
      for (String name : List.of(words.line(responder.text("name")).split("\\s*,\\s*", -1))) {
        teams.add(Map.of("name", name, "type", "team"));
      }
      return teams;
    }
    Map<String, String> one = new LinkedHashMap<>();
    for (String key : new String[] {"id", "name", "username"}) {
      String value = words.line(responder.text(key));
      if (!value.isEmpty()) {
        one.put(key, value);
      }
    }
    one.put("type", type);
    return List.of(one);
  }
}
