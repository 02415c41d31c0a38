package dev.steward.server.otlp;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.steward.server.http.JsonAnswer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/** Answers of OTLP/HTTP. */
final class OtlpAnswers {
  static final String JSON = "application/json";
  static final String PROTOBUF = "application/x-protobuf";

  private static final int STATUS_MESSAGE = 2;

  private OtlpAnswers() {}

  static void success(HttpServletResponse response, boolean json, Message answer)
      throws IOException {
    if (json) {
      JsonAnswer.ok(response, generator -> write(generator, answer));
    } else {
      response.setContentType(PROTOBUF);
      response.getOutputStream().write(answer.toByteArray());
    }
  }

  private static void write(JsonGenerator json, Message answer) {
    json.writeStartObject();
    switch (answer) {
      case ExportLogsServiceResponse logs when logs.hasPartialSuccess() ->
          partial(
              json,
              "rejectedLogRecords",
              logs.getPartialSuccess().getRejectedLogRecords(),
              logs.getPartialSuccess().getErrorMessage());
      case ExportMetricsServiceResponse metrics when metrics.hasPartialSuccess() ->
          partial(
              json,
              "rejectedDataPoints",
              metrics.getPartialSuccess().getRejectedDataPoints(),
              metrics.getPartialSuccess().getErrorMessage());
      default -> {}
    }
    json.writeEndObject();
  }

  private static void partial(JsonGenerator json, String name, long rejected, String message) {
    json.writeObjectPropertyStart("partialSuccess");
    // Protobuf's JSON writes 64-bit integers as text.
    json.writeStringProperty(name, Long.toString(rejected));
    json.writeStringProperty("errorMessage", message);
    json.writeEndObject();
  }

  /** Answers with a {@code google.rpc.Status} that holds a message. */
  static void error(HttpServletResponse response, boolean json, int status, String message)
      throws IOException {
    if (json) {
      JsonAnswer.send(
          response,
          status,
          generator -> {
            generator.writeStartObject();
            generator.writeStringProperty("message", message);
            generator.writeEndObject();
          });
    } else {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(body);
      out.writeString(STATUS_MESSAGE, message);
      out.flush();
      response.setStatus(status);
      response.setContentType(PROTOBUF);
      response.getOutputStream().write(body.toByteArray());
    }
  }
}
