package dev.steward.server.alertmanager;

import dev.steward.alerting.matching.MatcherParser;
import dev.steward.alerting.matching.Matchers;
import dev.steward.alerting.silence.Silence;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.select.LabelMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Silences in the JSON of Alertmanager's interface. */
final class SilenceJson {
  private SilenceJson() {}

  /**
   * Reads a silence.
   *
   * @throws StewardException with {@code INVALID_ARGUMENT}
   */
  static Silence read(JsonNode body, Instant now) {
    JsonNode list = body.get("matchers");
    if (list == null || !list.isArray()) {
      throw RequestJson.invalid("parsing silence body failed: matchers in body is required");
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    for (JsonNode each : list) {
      matchers.add(matcher(each, matchers.size()));
    }
    Instant startsAt = RequestJson.time(body, "startsAt");
    Instant endsAt = RequestJson.time(body, "endsAt");
    if (startsAt == null || endsAt == null) {
      throw RequestJson.invalid(
          (startsAt == null ? "startsAt" : "endsAt") + " in body is required");
    }
    return new Silence(
        RequestJson.text(body, "id"),
        new Matchers(matchers),
        startsAt,
        endsAt,
        now,
        RequestJson.text(body, "createdBy"),
        RequestJson.text(body, "comment"));
  }

  private static LabelMatcher matcher(JsonNode matcher, int index) {
    boolean regex = RequestJson.truth(matcher, "isRegex", false);
    boolean equal = RequestJson.truth(matcher, "isEqual", true);
    String operator = equal ? (regex ? "=~" : "=") : (regex ? "!~" : "!=");
    try {
      return MatcherParser.matcher(
          RequestJson.text(matcher, "name"), operator, RequestJson.text(matcher, "value"));
    } catch (StewardException e) {
      throw RequestJson.invalid(
          "invalid silence: invalid label matcher " + index + ": " + e.getMessage());
    }
  }

  static void write(JsonGenerator json, Silence silence, Instant now) {
    json.writeStartObject();
    json.writeStringProperty("id", silence.id());
    json.writeObjectPropertyStart("status");
    json.writeStringProperty("state", silence.stateAt(now).text());
    json.writeEndObject();
    json.writeStringProperty("updatedAt", AlertJson.time(silence.updatedAt()));
    json.writeStringProperty("comment", silence.comment());
    json.writeStringProperty("createdBy", silence.createdBy());
    json.writeStringProperty("endsAt", AlertJson.time(silence.endsAt()));
    json.writeArrayPropertyStart("matchers");
    for (LabelMatcher matcher : silence.matchers().all()) {
      json.writeStartObject();
      json.writeBooleanProperty("isEqual", Matchers.isEqual(matcher));
      json.writeBooleanProperty("isRegex", Matchers.isRegex(matcher));
      json.writeStringProperty("name", matcher.name());
      json.writeStringProperty("value", Matchers.value(matcher));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("startsAt", AlertJson.time(silence.startsAt()));
    json.writeEndObject();
  }
}
