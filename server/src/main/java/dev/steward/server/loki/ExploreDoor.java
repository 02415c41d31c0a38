package dev.steward.server.loki;

import dev.steward.query.logql.LogResult;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.detect.DetectedField;
import dev.steward.query.logql.detect.FieldDetector;
import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.query.logql.syntax.QueryFormat;
import dev.steward.server.http.JsonAnswer;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.PatternCounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/**
 * What Grafana's Logs Drilldown asks: patterns, detected labels, detected fields; and formatted
 * queries.
 */
@WithoutToken
@RestController
@RequestMapping(
    path = "/loki/api/v1",
    method = {RequestMethod.GET, RequestMethod.POST})
final class ExploreDoor {
  private static final int DEFAULT_LINES = 1000;
  private static final int MAX_FIELDS = 1000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LogStore store;
  private final LogqlEngine engine;
  private final QueryLimits limits;
  private final Clock clock;

  ExploreDoor(LogStore store, LogqlEngine engine, QueryLimits limits, Clock clock) {
    this.store = store;
    this.engine = engine;
    this.limits = limits;
    this.clock = clock;
  }

  @RequestMapping("/format_query")
  void format(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String query = RequestParameters.of(request).firstOr("query", "");
    String formatted = QueryFormat.of(LogqlParser.parse(query));
    LokiAnswer.data(response, json -> json.writeString(formatted));
  }

  @RequestMapping("/patterns")
  void patterns(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LokiRange range = LokiRange.of(parameters, clock);
    long step = LokiStep.of(parameters, range);
    Map<Shape, long[]> shapes = new TreeMap<>();
    for (PatternCounts counts :
        store.patterns(
            LokiSelectors.of(parameters), range.toTimeRange(), step, limits.newContext())) {
      shapes.merge(
          new Shape(counts.pattern(), counts.level()), counts.counts().clone(), ExploreDoor::sum);
    }
    LokiAnswer.data(
        response,
        json -> {
          json.writeStartArray();
          shapes.forEach((shape, counts) -> writePattern(json, shape, counts, range, step));
          json.writeEndArray();
        });
  }

  private record Shape(String pattern, String level) implements Comparable<Shape> {
    @Override
    public int compareTo(Shape other) {
      int order = pattern.compareTo(other.pattern);
      return order != 0 ? order : level.compareTo(other.level);
    }
  }

  private static long[] sum(long[] into, long[] more) {
    for (int i = 0; i < Math.min(into.length, more.length); i++) {
      into[i] += more[i];
    }
    return into;
  }

  private static void writePattern(
      JsonGenerator json, Shape shape, long[] counts, LokiRange range, long step) {
    json.writeStartObject();
    json.writeStringProperty("pattern", shape.pattern());
    json.writeStringProperty("level", shape.level());
    json.writeArrayPropertyStart("samples");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        json.writeStartArray();
        json.writeNumber((range.startNanos() + i * step) / NANOS_PER_SECOND);
        json.writeNumber(counts[i]);
        json.writeEndArray();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @RequestMapping("/detected_labels")
  void detectedLabels(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (Labels stream :
        store.streams(
            LokiSelectors.of(parameters),
            LokiRange.of(parameters, clock).toTimeRange(),
            limits.newContext())) {
      stream.forEach(
          (name, value) -> values.computeIfAbsent(name, label -> new TreeSet<>()).add(value));
    }
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("detectedLabels");
          values.forEach((name, distinct) -> {
            json.writeStartObject();
            json.writeStringProperty("label", name);
            json.writeNumberProperty("cardinality", distinct.size());
            json.writeEndObject();
          });
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  @RequestMapping("/detected_fields")
  void detectedFields(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    int limit = LokiLimit.of(parameters, "limit", MAX_FIELDS);
    List<DetectedField> fields = detect(parameters, limit).fields();
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("fields");
          fields.stream().limit(limit).forEach(field -> writeField(json, field));
          json.writeEndArray();
          json.writeNumberProperty("limit", limit);
          json.writeEndObject();
        });
  }

  private static void writeField(JsonGenerator json, DetectedField field) {
    json.writeStartObject();
    json.writeStringProperty("label", field.label());
    json.writeStringProperty("type", field.type().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("cardinality", field.cardinality());
    if (field.parsers().isEmpty()) {
      json.writeNullProperty("parsers");
    } else {
      json.writeArrayPropertyStart("parsers");
      field.parsers().forEach(json::writeString);
      json.writeEndArray();
    }
    if (!field.jsonPath().isEmpty()) {
      json.writeArrayPropertyStart("jsonPath");
      field.jsonPath().forEach(json::writeString);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  @RequestMapping("/detected_field/{name}/values")
  void detectedValues(
      @PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    int limit = LokiLimit.of(parameters, "limit", MAX_FIELDS);
    List<String> values = detect(parameters, MAX_FIELDS).values(name, limit);
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("values");
          values.forEach(json::writeString);
          json.writeEndArray();
          json.writeNumberProperty("limit", limit);
          json.writeEndObject();
        });
  }

  /** Fields of the newest lines that a query gives. */
  private FieldDetector detect(RequestParameters parameters, int maxFields) {
    LokiRange range = LokiRange.of(parameters, clock);
    int lines = LokiLimit.of(parameters, "line_limit", DEFAULT_LINES);
    FieldDetector detector = new FieldDetector(maxFields);
    try (LogResult result =
        engine.logs(
            parameters.firstOr("query", ""),
            range.startNanos(),
            range.endNanos(),
            Direction.BACKWARD,
            lines,
            limits.newContext())) {
      while (result.next()) {
        detector.add(result.stream(), result.structuredMetadata(), result.parsed(), result.line());
      }
    }
    return detector;
  }
}
