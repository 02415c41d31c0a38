package dev.steward.query.logql.detect;

import dev.steward.query.logql.pipeline.JsonReader;
import dev.steward.query.logql.pipeline.JsonReader.ValueType;
import dev.steward.query.logql.pipeline.LabelNames;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says where in a line's JSON the values of labels stand. For one thread. */
final class JsonPaths {
  private static final int MAX_DEPTH = 100;

  private final JsonReader json = new JsonReader();
  private final Deque<String> path = new ArrayDeque<>();

  /** The path of each label that the JSON stage makes of a line. */
  Map<String, List<String>> of(Line line, Labels stream) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    path.clear();
    if (json.openObject(line)) {
      members(stream, paths);
    }
    return paths;
  }

  private void members(Labels stream, Map<String, List<String>> paths) {
    while (json.nextMember()) {
      path.addLast(json.key());
      if (json.type() == ValueType.OBJECT) {
        if (path.size() < MAX_DEPTH) {
          json.enterMember();
          members(stream, paths);
        } else {
          json.skipMember();
        }
      } else {
        String name = LabelNames.sanitized(String.join("_", path));
        paths.putIfAbsent(stream.has(name) ? name + "_extracted" : name, List.copyOf(path));
      }
      path.removeLast();
    }
  }
}
