package dev.steward.server.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What the server says about itself, in the shape that Prometheus and Loki share. */
public final class BuildInfoJson {
  private BuildInfoJson() {}

  /**
   * Writes the object.
   *
   * @param interfaceVersion version of the product whose interface is served: clients switch
   *     features by it. Steward's own version stands in {@code revision}
   */
  public static void write(JsonGenerator json, String interfaceVersion) {
    @Nullable String version = BuildInfoJson.class.getPackage().getImplementationVersion();
    json.writeStartObject();
    json.writeStringProperty("version", interfaceVersion);
    json.writeStringProperty("revision", "steward-" + (version == null ? "development" : version));
    json.writeStringProperty("branch", "HEAD");
    json.writeStringProperty("buildUser", "steward");
    json.writeStringProperty("buildDate", "");
    json.writeStringProperty("goVersion", "java" + Runtime.version().feature());
    json.writeEndObject();
  }
}
