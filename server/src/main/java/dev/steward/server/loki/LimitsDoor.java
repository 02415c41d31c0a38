package dev.steward.server.loki;

import dev.steward.query.logql.LogqlOptions;
import dev.steward.server.http.JsonAnswer;
import dev.steward.server.http.QueryLimits;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** The limits that hold here, under the names that Loki's settings have. */
@RestController
final class LimitsDoor {
  private static final LogqlOptions OPTIONS = LogqlOptions.DEFAULT;

  private final QueryLimits limits;

  LimitsDoor(QueryLimits limits) {
    this.limits = limits;
  }

  private Map<String, Object> limits() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("discover_log_levels", true);
    all.put("max_entries_limit_per_query", OPTIONS.maxEntries());
    all.put("max_query_length", OPTIONS.maxRange().toHours() + "h");
    all.put("max_query_series", OPTIONS.maxSeries());
    all.put("query_timeout", limits.timeout().toSeconds() + "s");
    all.put("max_label_names_per_series", PushedStream.MAX_LABELS);
    all.put("max_label_name_length", PushedStream.MAX_NAME_LENGTH);
    all.put("max_label_value_length", PushedStream.MAX_VALUE_LENGTH);
    all.put("max_line_size", PushedEntries.MAX_LINE_BYTES);
    all.put("max_structured_metadata_size", PushedEntries.MAX_METADATA_BYTES);
    all.put("max_structured_metadata_entries_count", PushedEntries.MAX_METADATA_ENTRIES);
    all.put("volume_enabled", true);
    return all;
  }

  /** What Logs Drilldown asks before it offers something. */
  @GetMapping("/loki/api/v1/drilldown-limits")
  void drilldown(HttpServletResponse response) throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeObjectPropertyStart("limits");
          limits().forEach((name, value) -> write(json, name, value));
          json.writeEndObject();
          json.writeBooleanProperty("pattern_ingester_enabled", true);
          json.writeStringProperty("version", BuildDoor.INTERFACE_VERSION);
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, String name, Object value) {
    switch (value) {
      case Boolean flag -> json.writeBooleanProperty(name, flag);
      case Integer number -> json.writeNumberProperty(name, number);
      default -> json.writeStringProperty(name, value.toString());
    }
  }

  /** The same as a configuration file. */
  @GetMapping("/config")
  void configuration(HttpServletResponse response) throws IOException {
    StringBuilder yaml = new StringBuilder("limits_config:\n");
    limits()
        .forEach((name, value) ->
            yaml.append("  ").append(name).append(": ").append(value).append('\n'));
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write(yaml.toString().getBytes(StandardCharsets.UTF_8));
  }
}
