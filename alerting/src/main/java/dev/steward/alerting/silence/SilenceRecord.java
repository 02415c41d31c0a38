package dev.steward.alerting.silence;

import dev.steward.alerting.matching.MatcherParser;
import dev.steward.alerting.matching.Matchers;
import dev.steward.spi.select.LabelMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A silence as the journal keeps it: JSON with Alertmanager's names. */
final class SilenceRecord {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SilenceRecord() {}

  static byte[] write(Silence silence) {
    List<Map<String, Object>> matchers = new ArrayList<>();
    for (LabelMatcher matcher : silence.matchers().all()) {
      matchers.add(
          Map.of(
              "name",
              matcher.name(),
              "value",
              Matchers.value(matcher),
              "isRegex",
              Matchers.isRegex(matcher),
              "isEqual",
              Matchers.isEqual(matcher)));
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", silence.id());
    record.put("matchers", matchers);
    record.put("startsAt", silence.startsAt().toString());
    record.put("endsAt", silence.endsAt().toString());
    record.put("updatedAt", silence.updatedAt().toString());
    record.put("createdBy", silence.createdBy());
    record.put("comment", silence.comment());
    return JSON.writeValueAsBytes(record);
  }

  static Silence read(byte[] bytes) {
    JsonNode record = JSON.readTree(bytes);
    List<LabelMatcher> matchers = new ArrayList<>();
    for (JsonNode matcher : record.get("matchers")) {
      String operator =
          (matcher.get("isEqual").asBoolean() ? "=" : "!")
              + (matcher.get("isRegex").asBoolean()
                  ? "~"
                  : matcher.get("isEqual").asBoolean() ? "" : "=");
      matchers.add(
          MatcherParser.matcher(
              matcher.get("name").asString(), operator, matcher.get("value").asString()));
    }
    return new Silence(
        record.get("id").asString(),
        new Matchers(matchers),
        Instant.parse(record.get("startsAt").asString()),
        Instant.parse(record.get("endsAt").asString()),
        Instant.parse(record.get("updatedAt").asString()),
        record.get("createdBy").asString(),
        record.get("comment").asString());
  }
}
