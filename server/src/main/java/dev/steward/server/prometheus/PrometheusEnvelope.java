package dev.steward.server.prometheus;

import dev.steward.query.value.Notices;
import dev.steward.server.http.JsonAnswer;
import dev.steward.spi.error.ErrorCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The frame around every answer of the Prometheus interface: status, data or error, notices. */
public final class PrometheusEnvelope {
  /**
   * How many notices of each kind an answer carries before it only says how many more there are.
   */
  private static final int MAX_NOTICES = 10;

  private PrometheusEnvelope() {}

  /** Answers 200 with data and notices. */
  static void success(HttpServletResponse response, Notices notices, JsonAnswer.Body data)
      throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "success");
          json.writeName("data");
          data.write(json);
          writeNotices(json, "warnings", "warnings", notices.warnings());
          writeNotices(json, "infos", "info annotations", notices.infos());
          json.writeEndObject();
        });
  }

  /** Answers 200 with data. */
  public static void success(HttpServletResponse response, JsonAnswer.Body data)
      throws IOException {
    success(response, Notices.NONE, data);
  }

  private static void writeNotices(
      JsonGenerator json, String property, String what, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart(property);
    texts.stream().limit(MAX_NOTICES).forEach(json::writeString);
    if (texts.size() > MAX_NOTICES) {
      json.writeString((texts.size() - MAX_NOTICES) + " more " + what + " omitted");
    }
    json.writeEndArray();
  }

  /** Answers an error. */
  static void error(HttpServletResponse response, ErrorCode code, String message)
      throws IOException {
    error(response, status(code), code, message);
  }

  /** Answers an error with a status of its own. */
  static void error(HttpServletResponse response, int status, ErrorCode code, String message)
      throws IOException {
    JsonAnswer.send(
        response,
        status,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "error");
          json.writeStringProperty("errorType", type(code));
          json.writeStringProperty("error", message);
          json.writeEndObject();
        });
  }

  private static String type(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, UNAUTHENTICATED, PERMISSION_DENIED -> "bad_data";
      case NOT_FOUND -> "not_found";
      case EXECUTION_FAILED, LIMIT_EXCEEDED -> "execution";
      case CANCELLED -> "canceled";
      case DEADLINE_EXCEEDED -> "timeout";
      case UNAVAILABLE -> "unavailable";
      case STORAGE_FAILED, INTERNAL -> "internal";
    };
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case LIMIT_EXCEEDED -> ErrorCode.EXECUTION_FAILED.httpStatus();
      case UNAVAILABLE -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
      case INVALID_ARGUMENT,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          NOT_FOUND,
          EXECUTION_FAILED,
          CANCELLED,
          DEADLINE_EXCEEDED,
          STORAGE_FAILED,
          INTERNAL ->
          code.httpStatus();
    };
  }
}
