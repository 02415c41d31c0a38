package dev.steward.server.loki;

import dev.steward.server.http.JsonAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the server says about itself to clients of the Loki interface: an object without a frame.
 */
@RestController
final class BuildDoor {
  /** The version of Loki whose interface and language this is: clients switch features by it. */
  private static final String INTERFACE_VERSION = "3.8.0";

  @GetMapping("/loki/api/v1/status/buildinfo")
  void buildInfo(HttpServletResponse response) throws IOException {
    @Nullable String version = BuildDoor.class.getPackage().getImplementationVersion();
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("version", INTERFACE_VERSION);
          json.writeStringProperty(
              "revision", "steward-" + (version == null ? "development" : version));
          json.writeStringProperty("branch", "HEAD");
          json.writeStringProperty("buildUser", "steward");
          json.writeStringProperty("buildDate", "");
          json.writeStringProperty("goVersion", "java" + Runtime.version().feature());
          json.writeEndObject();
        });
  }
}
