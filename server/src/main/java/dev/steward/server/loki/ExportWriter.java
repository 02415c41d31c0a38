package dev.steward.server.loki;

import dev.steward.query.logql.LogResult;
import dev.steward.query.logql.LogRow;
import dev.steward.server.prometheus.PrometheusJson;
import dev.steward.spi.store.QueryContext;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes entries as newline-delimited JSON, each as soon as it is read. */
final class ExportWriter {
  private static final JsonFactory LINES = JsonFactory.builder().rootValueSeparator("\n").build();

  private ExportWriter() {}

  /**
   * Writes every entry of a result, and, where the store could not read everything, a last object
   * with {@code warnings}. Closes the stream at the end, and leaves it open where something fails:
   * closing it would make half an export look whole.
   */
  @SuppressWarnings("resource")
  static void write(LogResult result, QueryContext context, OutputStream out) {
    JsonGenerator json = LINES.createGenerator(ObjectWriteContext.empty(), out);
    boolean any = false;
    while (result.next()) {
      write(json, result);
      any = true;
    }
    List<String> warnings = context.warnings();
    if (!warnings.isEmpty()) {
      json.writeStartObject();
      json.writeArrayPropertyStart("warnings");
      warnings.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
      any = true;
    }
    if (any) {
      json.writeRaw('\n');
    }
    json.close();
  }

  private static void write(JsonGenerator json, LogRow row) {
    json.writeStartObject();
    json.writeStringProperty("timestamp", Long.toString(row.timestampNanos()));
    json.writeName("stream");
    PrometheusJson.writeLabels(json, row.stream());
    EntryGroups.writeLabels(json, "structuredMetadata", row.structuredMetadata());
    EntryGroups.writeLabels(json, "parsed", row.parsed());
    json.writeStringProperty("line", row.line().toString());
    json.writeEndObject();
  }
}
