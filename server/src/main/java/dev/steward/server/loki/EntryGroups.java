package dev.steward.server.loki;

import dev.steward.query.logql.LogRow;
import dev.steward.server.prometheus.PrometheusJson;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * Entries by stream, in the order of the streams' labels, as answers and tail messages hold them.
 * For one thread.
 *
 * <p>Where the client wants labels kept apart, a stream has its indexed labels only and each entry
 * a third element with its other labels; else all labels of an entry name its stream, and entries
 * have two elements.
 */
final class EntryGroups {
  private final EncodingFlags flags;
  private final Map<Labels, List<Entry>> streams = new TreeMap<>();

  private record Entry(long timestampNanos, Line line, Labels structuredMetadata, Labels parsed) {}

  EntryGroups(EncodingFlags flags) {
    this.flags = flags;
  }

  /** Adds the row as it is now. */
  void add(LogRow row) {
    streams
        .computeIfAbsent(
            flags.categorizeLabels() ? row.stream() : row.labels(), labels -> new ArrayList<>())
        .add(new Entry(row.timestampNanos(), row.line(), row.structuredMetadata(), row.parsed()));
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** Writes an array of streams. */
  void write(JsonGenerator json) {
    json.writeStartArray();
    streams.forEach((labels, entries) -> {
      json.writeStartObject();
      json.writeName("stream");
      PrometheusJson.writeLabels(json, labels);
      json.writeArrayPropertyStart("values");
      entries.forEach(entry -> write(json, entry));
      json.writeEndArray();
      json.writeEndObject();
    });
    json.writeEndArray();
  }

  private void write(JsonGenerator json, Entry entry) {
    json.writeStartArray();
    json.writeString(Long.toString(entry.timestampNanos()));
    json.writeString(entry.line().toString());
    if (flags.categorizeLabels()) {
      json.writeStartObject();
      writeLabels(json, "structuredMetadata", entry.structuredMetadata());
      writeLabels(json, "parsed", entry.parsed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes labels as a property, unless there are none. */
  static void writeLabels(JsonGenerator json, String property, Labels labels) {
    if (!labels.isEmpty()) {
      json.writeName(property);
      PrometheusJson.writeLabels(json, labels);
    }
  }
}
