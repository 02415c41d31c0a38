package dev.steward.server.loki;

import dev.steward.query.logql.LogResult;
import dev.steward.server.prometheus.PrometheusJson;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.store.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * The entries of an answer by stream, in the order of the streams' labels.
 *
 * <p>Where the client wants labels kept apart, a stream has its indexed labels only and each entry
 * a third element with its other labels; else all labels of an entry name its stream, and entries
 * have two elements.
 */
final class StreamsAnswer {
  private final EncodingFlags flags;
  private final Direction direction;
  private final long intervalNanos;
  private final Map<Labels, List<Entry>> streams = new TreeMap<>();

  private record Entry(long timestampNanos, Line line, Labels structuredMetadata, Labels parsed) {}

  /**
   * An answer without entries.
   *
   * @param intervalNanos least distance between entries that are kept; 0 keeps all
   */
  StreamsAnswer(EncodingFlags flags, Direction direction, long intervalNanos) {
    this.flags = flags;
    this.direction = direction;
    this.intervalNanos = intervalNanos;
  }

  void collect(LogResult result) {
    boolean first = true;
    long last = 0;
    while (result.next()) {
      long timestamp = result.timestampNanos();
      if (!first && tooClose(last, timestamp)) {
        continue;
      }
      first = false;
      last = timestamp;
      Labels stream = flags.categorizeLabels() ? result.stream() : result.labels();
      streams
          .computeIfAbsent(stream, labels -> new ArrayList<>())
          .add(new Entry(timestamp, result.line(), result.structuredMetadata(), result.parsed()));
    }
  }

  private boolean tooClose(long last, long timestamp) {
    return switch (direction) {
      case FORWARD -> timestamp < last + intervalNanos;
      case BACKWARD -> timestamp > last - intervalNanos;
    };
  }

  void write(JsonGenerator json) {
    json.writeStringProperty("resultType", "streams");
    flags.write(json);
    json.writeArrayPropertyStart("result");
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

  private static void writeLabels(JsonGenerator json, String property, Labels labels) {
    if (!labels.isEmpty()) {
      json.writeName(property);
      PrometheusJson.writeLabels(json, labels);
    }
  }
}
