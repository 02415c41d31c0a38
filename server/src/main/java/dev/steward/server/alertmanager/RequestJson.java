package dev.steward.server.alertmanager;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that clients of Alertmanager's interface post. */
final class RequestJson {
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_DEPTH = 16;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  private RequestJson() {}

  /**
   * Reads a body.
   *
   * @throws StewardException if it is too large, or no JSON
   */
  static JsonNode read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new StewardException(
          ErrorCode.LIMIT_EXCEEDED, "body: larger than 16 MiB (expected: less; send it in parts)");
    }
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw invalid("parsing body failed: " + e.getOriginalMessage());
    }
  }

  static StewardException invalid(String message) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message);
  }

  /** The text of a field; empty where there is none. */
  static String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      throw invalid("parsing body failed: " + name + " in body must be of type string");
    }
    return value.asString();
  }

  /** The moment of a field, or null where there is none or it is Go's zero. */
  static @Nullable Instant time(JsonNode object, String name) {
    String text = text(object, name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.equals(AlertJson.NEVER) ? null : time;
    } catch (DateTimeException e) {
      throw invalid(name + " in body must be of type date-time: \"" + text + "\"");
    }
  }

  /** Whether a field is true; what to take where there is none. */
  static boolean truth(JsonNode object, String name, boolean otherwise) {
    JsonNode value = object.get(name);
    return value == null ? otherwise : value.asBoolean(otherwise);
  }
}
