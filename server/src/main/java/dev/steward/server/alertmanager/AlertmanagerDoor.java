package dev.steward.server.alertmanager;

import dev.steward.alerting.dispatch.Pager;
import dev.steward.server.http.BuildInfoJson;
import dev.steward.server.http.JsonAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the server says about itself to clients of Alertmanager. The interface is served here alone
 * and not below {@code /alertmanager} too: by that clients tell Alertmanager from Mimir.
 */
@RestController
@RequestMapping("/api/v2")
final class AlertmanagerDoor {
  /** The version of Alertmanager whose interface this is; Steward's own stands in revision. */
  private static final String INTERFACE_VERSION = "0.34.0";

  private final Pager pager;

  AlertmanagerDoor(Pager pager) {
    this.pager = pager;
  }

  @GetMapping("/status")
  void status(HttpServletResponse response) throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeObjectPropertyStart("cluster");
          json.writeStringProperty("name", "");
          json.writeArrayPropertyStart("peers");
          json.writeEndArray();
          json.writeStringProperty("status", "disabled");
          json.writeEndObject();
          json.writeObjectPropertyStart("config");
          json.writeStringProperty("original", pager.configuration().original());
          json.writeEndObject();
          json.writeStringProperty("uptime", AlertJson.time(started()));
          json.writeName("versionInfo");
          BuildInfoJson.write(json, INTERFACE_VERSION);
          json.writeEndObject();
        });
  }

  private static Instant started() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  @GetMapping("/receivers")
  void receivers(HttpServletResponse response) throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartArray();
          pager
              .configuration()
              .receivers()
              .keySet()
              .forEach(name -> AlertJson.receiver(json, name));
          json.writeEndArray();
        });
  }
}
