package dev.steward.server.loki;

import dev.steward.server.prometheus.PrometheusJson;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One message to a client that follows the store. */
final class TailMessage {
  private static final JsonFactory FACTORY = new JsonFactory();

  private TailMessage() {}

  /** The text of a message with entries, and with those that the client had no room for. */
  static String text(EntryGroups groups, List<TailQueue.Dropped> dropped, EncodingFlags flags) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName("streams");
      groups.write(json);
      json.writeArrayPropertyStart("dropped_entries");
      dropped.forEach(each -> write(json, each));
      json.writeEndArray();
      flags.write(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, TailQueue.Dropped dropped) {
    json.writeStartObject();
    json.writeStringProperty("timestamp", Long.toString(dropped.timestampNanos()));
    json.writeName("labels");
    PrometheusJson.writeLabels(json, dropped.stream());
    json.writeEndObject();
  }
}
