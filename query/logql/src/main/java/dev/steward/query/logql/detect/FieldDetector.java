package dev.steward.query.logql.detect;

import dev.steward.query.logql.pipeline.ParserHints;
import dev.steward.query.logql.pipeline.Pipeline;
import dev.steward.query.logql.syntax.Stage;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of entries: their structured metadata, what the query's own stages made, and
 * what the JSON or {@code logfmt} stage would make of their lines. Labels of streams are no fields.
 * For one thread.
 */
public final class FieldDetector {
  private static final String JSON = "json";
  private static final String LOGFMT = "logfmt";

  private final int maxFields;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Pipeline json =
      Pipeline.of(List.<Stage>of(new Stage.Json(List.of())), ParserHints.ALL);
  private final Pipeline logfmt =
      Pipeline.of(List.<Stage>of(new Stage.Logfmt(false, false, List.of())), ParserHints.ALL);
  private final JsonPaths paths = new JsonPaths();

  /** What is known of a field. */
  private static final class Field {
    private final FieldType type;
    private final Set<String> values = new HashSet<>();
    private final Set<String> parsers = new LinkedHashSet<>();
    private List<String> jsonPath = List.of();

    Field(FieldType type) {
      this.type = type;
    }
  }

  /** A detector of at most so many fields. */
  public FieldDetector(int maxFields) {
    this.maxFields = maxFields;
  }

  /**
   * Looks at an entry.
   *
   * @param stream labels of its stream
   * @param metadata structured metadata
   * @param parsed what the query's stages made
   * @param line the line
   */
  public void add(Labels stream, Labels metadata, Labels parsed, Line line) {
    metadata.forEach((name, value) -> add(name, value, null));
    parsed.forEach((name, value) -> {
      if (!name.startsWith("__error")) {
        add(name, value, null);
      }
    });
    LogEntry entry = new LogEntry(0, line, Labels.EMPTY);
    if (process(json, stream, entry)) {
      Labels found = json.entry().labels().parsed();
      found.forEach((name, value) -> add(name, value, JSON));
      if (!found.isEmpty()) {
        paths.of(line, stream).forEach(this::setPath);
      }
    } else if (process(logfmt, stream, entry)) {
      logfmt.entry().labels().parsed().forEach((name, value) -> add(name, value, LOGFMT));
    }
  }

  private static boolean process(Pipeline pipeline, Labels stream, LogEntry entry) {
    return pipeline.process(stream, entry) && pipeline.entry().labels().error() == null;
  }

  private void add(String name, String value, @Nullable String parser) {
    Field field = fields.get(name);
    if (field == null) {
      if (fields.size() == maxFields) {
        return;
      }
      field = new Field(FieldType.of(value));
      fields.put(name, field);
    }
    field.values.add(value);
    if (parser != null) {
      field.parsers.add(parser);
    }
  }

  private void setPath(String name, List<String> path) {
    Field field = fields.get(name);
    if (field != null && field.jsonPath.isEmpty()) {
      field.jsonPath = path;
    }
  }

  /** The fields, in the order in which they were first seen. */
  public List<DetectedField> fields() {
    List<DetectedField> detected = new ArrayList<>(fields.size());
    fields.forEach((name, field) ->
        detected.add(
            new DetectedField(
                name,
                field.type,
                field.values.size(),
                List.copyOf(field.parsers),
                field.jsonPath)));
    return detected;
  }

  /** Values of a field, sorted, at most so many. */
  public List<String> values(String name, int limit) {
    Field field = fields.get(name);
    return field == null ? List.of() : field.values.stream().sorted().limit(limit).toList();
  }
}
