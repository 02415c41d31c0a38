package dev.steward.server.prometheus;

import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.server.http.RequestParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Rules, alerts and Alertmanagers. The server evaluates no rules, so that there are none; filters
 * are checked as Prometheus checks them.
 */
@RestController
@RequestMapping("/api/v1")
final class RulesDoor {
  private static final Set<String> TYPES = Set.of("", "alert", "record");
  private static final Set<String> BOOLEANS =
      Set.of("", "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

  @GetMapping("/rules")
  void rules(HttpServletRequest request, HttpServletResponse response) throws IOException {
    check(RequestParameters.of(request));
    empty(response, "groups");
  }

  @GetMapping("/alerts")
  void alerts(HttpServletResponse response) throws IOException {
    empty(response, "alerts");
  }

  @GetMapping("/alertmanagers")
  void alertmanagers(HttpServletResponse response) throws IOException {
    empty(response, "activeAlertmanagers", "droppedAlertmanagers");
  }

  private static void empty(HttpServletResponse response, String... properties) throws IOException {
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          for (String property : properties) {
            json.writeArrayPropertyStart(property);
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  private static void check(RequestParameters parameters) {
    String type = parameters.firstOr("type", "");
    if (!TYPES.contains(type)) {
      throw PrometheusTime.invalid("type", "not supported value \"" + type + "\"", null);
    }
    String exclude = parameters.firstOr("exclude_alerts", "");
    if (!BOOLEANS.contains(exclude)) {
      throw PrometheusTime.invalid(
          "exclude_alerts", "\"" + exclude + "\" is no boolean (expected: true or false)", null);
    }
    parameters.all("match[]").forEach(PromqlParser::parseSelector);
    checkPage(parameters.first("group_limit"), parameters.first("group_next_token"));
  }

  private static void checkPage(@Nullable String limit, @Nullable String token) {
    if (limit != null) {
      try {
        if (Long.parseLong(limit) <= 0) {
          throw PrometheusTime.invalid(
              "group_limit", "group_limit needs to be greater than 0", null);
        }
      } catch (NumberFormatException e) {
        throw PrometheusTime.invalid("group_limit", "group_limit needs to be a valid number", e);
      }
    }
    if (token != null) {
      throw PrometheusTime.invalid(
          "group_next_token",
          limit == null
              ? "group_limit needs to be present in order to paginate over the groups"
              : "invalid group_next_token '" + token + "'. were rule groups changed?",
          null);
    }
  }
}
