package dev.steward.server.remotewrite;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The version of remote write that a request speaks, as its {@code Content-Type} says. */
enum WriteVersion {
  V1("prometheus.WriteRequest"),
  V2("io.prometheus.write.v2.Request");

  static final String EXPECTED =
      "application/x-protobuf, with proto=prometheus.WriteRequest, "
          + "proto=io.prometheus.write.v2.Request or none";
  private static final String MEDIA_TYPE = "application/x-protobuf";
  private static final String PARAMETER = "proto=";

  private final String message;

  WriteVersion(String message) {
    this.message = message;
  }

  /** The version of a content type, if it is one; where none is given it is 1.0. */
  static Optional<WriteVersion> of(@Nullable String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return Optional.of(V1);
    }
    String[] parts = contentType.split(";");
    if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
      return Optional.empty();
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, PARAMETER, 0, PARAMETER.length())) {
        return ofMessage(parameter.substring(PARAMETER.length()).strip());
      }
    }
    return Optional.of(V1);
  }

  private static Optional<WriteVersion> ofMessage(String written) {
    String name =
        written.length() > 1 && written.startsWith("\"") && written.endsWith("\"")
            ? written.substring(1, written.length() - 1)
            : written;
    for (WriteVersion version : values()) {
      if (version.message.equals(name)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
