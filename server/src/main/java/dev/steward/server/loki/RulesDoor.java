package dev.steward.server.loki;

import dev.steward.server.http.JsonAnswer;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Rules as Loki's ruler lists them, for clients that look before they show a page: there are none,
 * since rules live in files and not behind this interface.
 */
@RestController("lokiRulesDoor")
final class RulesDoor {
  private static final byte[] NO_GROUPS = "{}\n".getBytes(StandardCharsets.UTF_8);

  @GetMapping({
    "/loki/api/v1/rules",
    "/loki/api/v1/rules/{namespace}",
    "/api/prom/rules",
    "/api/prom/rules/{namespace}"
  })
  void groups(HttpServletResponse response) throws IOException {
    response.setContentType("application/yaml");
    response.getOutputStream().write(NO_GROUPS);
  }

  @GetMapping({"/loki/api/v1/rules/{namespace}/{group}", "/api/prom/rules/{namespace}/{group}"})
  void group() {
    throw new StewardException(ErrorCode.NOT_FOUND, "group does not exist");
  }

  @GetMapping("/prometheus/api/v1/rules")
  void state(HttpServletResponse response) throws IOException {
    empty(response, "groups");
  }

  @GetMapping("/prometheus/api/v1/alerts")
  void alerts(HttpServletResponse response) throws IOException {
    empty(response, "alerts");
  }

  private static void empty(HttpServletResponse response, String list) throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "success");
          json.writeObjectPropertyStart("data");
          json.writeArrayPropertyStart(list);
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
