package dev.steward.server.alertmanager;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.dispatch.Pager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Alerts in the JSON of Alertmanager's interface. */
final class AlertJson {
  /** What Go takes for no time. */
  static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private AlertJson() {}

  /** A moment, to the millisecond. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /**
   * Writes an alert.
   *
   * @param mutedBy names of the times that mute its group
   */
  static void write(JsonGenerator json, Pager.Known known, List<String> mutedBy) {
    Alert alert = known.alert();
    json.writeStartObject();
    texts(json, "annotations", alert.annotations());
    json.writeStringProperty("endsAt", time(alert.endsAt()));
    json.writeStringProperty("fingerprint", alert.fingerprint());
    json.writeArrayPropertyStart("receivers");
    known.receivers().forEach(name -> receiver(json, name));
    json.writeEndArray();
    json.writeStringProperty("startsAt", time(alert.startsAt()));
    json.writeObjectPropertyStart("status");
    list(json, "inhibitedBy", known.status().inhibitedBy());
    list(json, "mutedBy", mutedBy);
    list(json, "silencedBy", known.status().silencedBy());
    json.writeStringProperty("state", mutedBy.isEmpty() ? known.status().state() : "suppressed");
    json.writeEndObject();
    json.writeStringProperty("updatedAt", time(alert.updatedAt()));
    if (!alert.generatorUrl().isEmpty()) {
      json.writeStringProperty("generatorURL", alert.generatorUrl());
    }
    texts(json, "labels", alert.labels().toMap());
    json.writeEndObject();
  }

  static void receiver(JsonGenerator json, String name) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeEndObject();
  }

  static void texts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    new TreeMap<>(texts).forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private static void list(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
