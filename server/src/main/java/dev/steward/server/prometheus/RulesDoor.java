package dev.steward.server.prometheus;

import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleEngine;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.rules.RulesJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules that are evaluated, the alerts that they have, and the Alertmanagers they go to. */
@RestController
@RequestMapping("/api/v1")
final class RulesDoor {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("", "0", "f", "F", "FALSE", "false", "False");

  private final RuleEngine engine;

  RulesDoor(RuleEngine engine) {
    this.engine = engine;
  }

  @GetMapping("/rules")
  void rules(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    RuleFilter filter = RuleFilter.of(parameters);
    boolean withAlerts = !excludesAlerts(parameters.firstOr("exclude_alerts", ""));
    RulePage page = RulePage.of(engine.groups(), filter, parameters);
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("groups");
          for (RulePage.Entry entry : page.entries()) {
            RulesJson.write(json, entry.group(), entry.rules(), withAlerts);
          }
          json.writeEndArray();
          if (page.nextToken() != null) {
            json.writeStringProperty("groupNextToken", page.nextToken());
          }
          json.writeEndObject();
        });
  }

  private static boolean excludesAlerts(String text) {
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw PrometheusTime.invalid(
          "exclude_alerts", "\"" + text + "\" is no boolean (expected: true or false)", null);
    }
    return TRUE.contains(text);
  }

  @GetMapping("/alerts")
  void alerts(HttpServletResponse response) throws IOException {
    List<GroupStatus> groups = engine.groups();
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("alerts");
          groups.stream()
              .flatMap(group -> group.rules().stream())
              .flatMap(rule -> rule.alerts().stream())
              .forEach(alert -> RulesJson.write(json, alert));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Alerts go to this server's own routes and to no Alertmanager elsewhere. */
  @GetMapping("/alertmanagers")
  void alertmanagers(HttpServletResponse response) throws IOException {
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          for (String property : List.of("activeAlertmanagers", "droppedAlertmanagers")) {
            json.writeArrayPropertyStart(property);
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }
}
