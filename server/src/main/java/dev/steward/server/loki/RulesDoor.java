package dev.steward.server.loki;

import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleEngine;
import dev.steward.alerting.evaluation.RuleStatus;
import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.rule.RuleExpression;
import dev.steward.server.http.JsonAnswer;
import dev.steward.server.rules.RulesJson;
import dev.steward.server.rules.RulesYaml;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/**
 * The rules over logs as Loki's ruler shows them: as YAML by namespace, which is the name of a rule
 * file, and with their state. Rules live in files: this interface changes none.
 */
@RestController("lokiRulesDoor")
final class RulesDoor {
  private final RuleEngine engine;

  RulesDoor(RuleEngine engine) {
    this.engine = engine;
  }

  /** A group with its rules over logs, of which there is at least one. */
  private record LogGroup(GroupStatus group, List<RuleStatus> rules) {
    String namespace() {
      return String.valueOf(Path.of(group.file()).getFileName());
    }

    Map<String, Object> tree() {
      return RulesYaml.tree(group, rules);
    }
  }

  private List<LogGroup> logGroups() {
    List<LogGroup> groups = new ArrayList<>();
    for (GroupStatus group : engine.groups()) {
      List<RuleStatus> rules =
          group.rules().stream()
              .filter(status -> status.rule().expression() instanceof RuleExpression.Logs)
              .toList();
      if (!rules.isEmpty()) {
        groups.add(new LogGroup(group, rules));
      }
    }
    return groups;
  }

  @GetMapping({"/loki/api/v1/rules", "/api/prom/rules"})
  void groups(HttpServletResponse response) throws IOException {
    answer(response, logGroups());
  }

  @GetMapping({"/loki/api/v1/rules/{namespace}", "/api/prom/rules/{namespace}"})
  void groups(@PathVariable("namespace") String namespace, HttpServletResponse response)
      throws IOException {
    answer(
        response,
        logGroups().stream().filter(group -> group.namespace().equals(namespace)).toList());
  }

  private static void answer(HttpServletResponse response, List<LogGroup> groups)
      throws IOException {
    Map<String, List<Object>> namespaces = new LinkedHashMap<>();
    for (LogGroup group : groups) {
      namespaces.computeIfAbsent(group.namespace(), name -> new ArrayList<>()).add(group.tree());
    }
    answer(response, namespaces);
  }

  private static void answer(HttpServletResponse response, Object tree) throws IOException {
    response.setContentType("application/yaml");
    response.getOutputStream().write(RulesYaml.text(tree).getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping({"/loki/api/v1/rules/{namespace}/{group}", "/api/prom/rules/{namespace}/{group}"})
  void group(
      @PathVariable("namespace") String namespace,
      @PathVariable("group") String name,
      HttpServletResponse response)
      throws IOException {
    for (LogGroup group : logGroups()) {
      if (group.namespace().equals(namespace) && group.group().name().equals(name)) {
        answer(response, group.tree());
        return;
      }
    }
    throw new StewardException(ErrorCode.NOT_FOUND, "group does not exist");
  }

  @GetMapping("/prometheus/api/v1/rules")
  void state(HttpServletResponse response) throws IOException {
    List<LogGroup> groups = logGroups();
    answer(
        response,
        "groups",
        json -> groups.forEach(group -> RulesJson.write(json, group.group(), group.rules(), true)));
  }

  @GetMapping("/prometheus/api/v1/alerts")
  void alerts(HttpServletResponse response) throws IOException {
    List<LogGroup> groups = logGroups();
    answer(
        response,
        "alerts",
        json ->
            groups.stream()
                .flatMap(group -> group.rules().stream())
                .filter(rule -> rule.rule() instanceof Rule.Alerting)
                .flatMap(rule -> rule.alerts().stream())
                .forEach(alert -> RulesJson.write(json, alert)));
  }

  /** Writes the elements of a list. */
  @FunctionalInterface
  private interface Elements {
    void write(JsonGenerator json);
  }

  private static void answer(HttpServletResponse response, String list, Elements elements)
      throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "success");
          json.writeObjectPropertyStart("data");
          json.writeArrayPropertyStart(list);
          elements.write(json);
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
