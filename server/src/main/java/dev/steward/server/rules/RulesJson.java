package dev.steward.server.rules;

import dev.steward.alerting.evaluation.AlertStatus;
import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleStatus;
import dev.steward.alerting.rule.Rule;
import dev.steward.query.value.FloatText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Groups, rules and alerts in Prometheus' JSON. */
public final class RulesJson {
  private static final double NANOS = 1e9;
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  private RulesJson() {}

  /**
   * A group.
   *
   * @param rules those of its rules that are shown
   * @param withAlerts whether alerts are shown, too
   */
  public static void write(
      JsonGenerator json, GroupStatus group, List<RuleStatus> rules, boolean withAlerts) {
    json.writeStartObject();
    json.writeStringProperty("name", group.name());
    json.writeStringProperty("file", group.file());
    json.writeArrayPropertyStart("rules");
    for (RuleStatus rule : rules) {
      write(json, rule, withAlerts);
    }
    json.writeEndArray();
    json.writeNumberProperty("interval", seconds(group.interval()));
    json.writeNumberProperty("limit", group.limit());
    writeEvaluation(json, group.evaluationTime(), group.lastEvaluation());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RuleStatus status, boolean withAlerts) {
    json.writeStartObject();
    switch (status.rule()) {
      case Rule.Alerting alerting -> {
        json.writeStringProperty("state", status.state().word());
        json.writeStringProperty("name", alerting.name());
        json.writeStringProperty("query", alerting.expression().shown());
        json.writeNumberProperty("duration", seconds(alerting.hold()));
        json.writeNumberProperty("keepFiringFor", seconds(alerting.keepFiring()));
        write(json, "labels", status.labels());
        write(json, "annotations", alerting.annotations());
        json.writeArrayPropertyStart("alerts");
        if (withAlerts) {
          status.alerts().forEach(alert -> write(json, alert));
        }
        json.writeEndArray();
        writeHealth(json, status, "alerting");
      }
      case Rule.Recording recording -> {
        json.writeStringProperty("name", recording.name());
        json.writeStringProperty("query", recording.expression().shown());
        if (!status.labels().isEmpty()) {
          write(json, "labels", status.labels());
        }
        writeHealth(json, status, "recording");
      }
    }
    json.writeEndObject();
  }

  private static void writeHealth(JsonGenerator json, RuleStatus status, String type) {
    json.writeStringProperty("health", status.health().word());
    if (!status.lastError().isEmpty()) {
      json.writeStringProperty("lastError", status.lastError());
    }
    writeEvaluation(json, status.evaluationTime(), status.lastEvaluation());
    json.writeStringProperty("type", type);
  }

  private static void writeEvaluation(JsonGenerator json, Duration took, Optional<Instant> last) {
    json.writeNumberProperty("evaluationTime", seconds(took));
    json.writeStringProperty("lastEvaluation", last.map(Instant::toString).orElse(NO_TIME));
  }

  /** An alert. */
  public static void write(JsonGenerator json, AlertStatus alert) {
    json.writeStartObject();
    write(json, "labels", alert.labels().toMap());
    write(json, "annotations", alert.annotations());
    json.writeStringProperty("state", alert.state().word());
    json.writeStringProperty("activeAt", alert.activeAt().toString());
    alert
        .keepFiringSince()
        .ifPresent(since -> json.writeStringProperty("keepFiringSince", since.toString()));
    json.writeStringProperty("value", FloatText.scientific(alert.value()));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String property, Map<String, String> texts) {
    json.writeObjectPropertyStart(property);
    new TreeMap<>(texts).forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }
}
