package dev.steward.server.prometheus;

import dev.steward.server.http.BuildInfoJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server says about itself to clients of the Prometheus interface. */
@RestController
@RequestMapping("/api/v1/status")
final class StatusDoor {
  /**
   * The version of Prometheus whose interface and language this is: clients switch features by it.
   * Steward's own version stands in {@code revision}. There is no {@code features}, which would
   * make Grafana take the server for Mimir.
   */
  private static final String INTERFACE_VERSION = "3.5.0";

  @GetMapping("/buildinfo")
  void buildInfo(HttpServletResponse response) throws IOException {
    PrometheusEnvelope.success(response, json -> BuildInfoJson.write(json, INTERFACE_VERSION));
  }
}
