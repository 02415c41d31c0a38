package dev.steward.server.loki;

import dev.steward.server.http.JsonAnswer;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The frames of the Loki interface's answers. */
final class LokiAnswer {
  private static final double NANOS_PER_SECOND = 1e9;

  private LokiAnswer() {}

  /** Answers a query; {@code result} writes the properties of {@code data} up to the result. */
  static void success(
      HttpServletResponse response, QueryContext context, long startedNanos, JsonAnswer.Body result)
      throws IOException {
    double seconds = Math.max(1, System.nanoTime() - startedNanos) / NANOS_PER_SECOND;
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "success");
          List<String> warnings = context.warnings();
          if (!warnings.isEmpty()) {
            json.writeArrayPropertyStart("warnings");
            warnings.forEach(json::writeString);
            json.writeEndArray();
          }
          json.writeObjectPropertyStart("data");
          result.write(json);
          writeStatistics(json, context, seconds);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void writeStatistics(JsonGenerator json, QueryContext context, double seconds) {
    json.writeObjectPropertyStart("stats");
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("bytesProcessedPerSecond", (long) (context.bytesRead() / seconds));
    json.writeNumberProperty("linesProcessedPerSecond", (long) (context.linesRead() / seconds));
    json.writeNumberProperty("totalBytesProcessed", context.bytesRead());
    json.writeNumberProperty("totalLinesProcessed", context.linesRead());
    json.writeNumberProperty("execTime", seconds);
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Answers a list of texts. */
  static void texts(HttpServletResponse response, Collection<String> texts) throws IOException {
    data(
        response,
        json -> {
          json.writeStartArray();
          texts.forEach(json::writeString);
          json.writeEndArray();
        });
  }

  /** Answers data that is no query result. */
  static void data(HttpServletResponse response, JsonAnswer.Body data) throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "success");
          json.writeName("data");
          data.write(json);
          json.writeEndObject();
        });
  }
}
