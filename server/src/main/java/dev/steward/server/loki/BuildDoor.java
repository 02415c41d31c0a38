package dev.steward.server.loki;

import dev.steward.server.http.BuildInfoJson;
import dev.steward.server.http.JsonAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the server says about itself to clients of the Loki interface: an object without a frame.
 */
@RestController
final class BuildDoor {
  /** The version of Loki whose interface and language this is: clients switch features by it. */
  static final String INTERFACE_VERSION = "3.8.0";

  @GetMapping("/loki/api/v1/status/buildinfo")
  void buildInfo(HttpServletResponse response) throws IOException {
    JsonAnswer.ok(response, json -> BuildInfoJson.write(json, INTERFACE_VERSION));
  }
}
