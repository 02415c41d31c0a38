package dev.steward.server.alertmanager;

import dev.steward.alerting.alert.PostedAlert;
import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The alerts of a posted body. */
final class PostedAlerts {
  private PostedAlerts() {}

  /**
   * Reads alerts.
   *
   * @param problems gets what is wrong with those that are left out, in Alertmanager's words
   * @throws dev.steward.spi.error.StewardException if the body is no list of alerts at all
   */
  static List<PostedAlert> of(JsonNode body, List<String> problems) {
    if (!body.isArray()) {
      throw RequestJson.invalid("parsing alerts body failed: body must be of type array");
    }
    List<PostedAlert> alerts = new ArrayList<>();
    for (JsonNode each : body) {
      if (!each.isObject()) {
        throw RequestJson.invalid("parsing alerts body failed: an alert must be an object");
      }
      Map<String, String> labels = texts(each, "labels");
      labels.values().removeIf(String::isEmpty);
      Instant startsAt = RequestJson.time(each, "startsAt");
      Instant endsAt = RequestJson.time(each, "endsAt");
      String problem = problem(labels, startsAt, endsAt);
      if (problem == null) {
        alerts.add(
            new PostedAlert(
                Labels.of(labels),
                texts(each, "annotations"),
                startsAt,
                endsAt,
                RequestJson.text(each, "generatorURL")));
      } else {
        problems.add(problem);
      }
    }
    return alerts;
  }

  private static @Nullable String problem(
      Map<String, String> labels, @Nullable Instant startsAt, @Nullable Instant endsAt) {
    if (labels.isEmpty()) {
      return "at least one label pair required";
    }
    if (labels.containsKey("")) {
      return "invalid label set: invalid name \"\"";
    }
    if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
      return "start time must be before end time";
    }
    return null;
  }

  private static Map<String, String> texts(JsonNode alert, String name) {
    Map<String, String> texts = new TreeMap<>();
    JsonNode object = alert.get(name);
    if (object == null || object.isNull()) {
      return texts;
    }
    if (!object.isObject()) {
      throw RequestJson.invalid("parsing alerts body failed: " + name + " must be an object");
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      texts.put(entry.getKey(), RequestJson.text(object, entry.getKey()));
    }
    return texts;
  }
}
