package dev.steward.query.logql.detect;

import dev.steward.query.logql.pipeline.JsonReader;
import dev.steward.query.logql.pipeline.JsonReader.ValueType;
import dev.steward.query.logql.pipeline.LogfmtReader;
import dev.steward.spi.model.Line;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the level that a line itself tells. For one thread; keeps its readers. */
final class LineLevel {
  private static final int MAX_JSON_DEPTH = 2;

  private static final Set<String> FIELDS = new HashSet<>(LevelNames.FIELDS);

  private final JsonReader json = new JsonReader();
  private final LogfmtReader logfmt = new LogfmtReader();

  /** The level, or {@code unknown}. */
  String of(Line line) {
    if (isJson(line)) {
      String field = json.openObject(line) ? inJson(1) : null;
      String level = field == null ? null : LevelNames.canonical(field);
      return level != null ? level : LevelWords.level(line);
    }
    LevelWords.Found words = LevelWords.scan(line);
    String field = mayHoldPairOfLevel(line, words) ? inLogfmt(line) : null;
    String level = field == null ? null : LevelNames.canonical(field);
    return level != null ? level : words.level();
  }

  private static boolean isJson(Line line) {
    int first = 0;
    int last = line.length() - 1;
    while (first <= last && isBlank(line.byteAt(first))) {
      first++;
    }
    while (last > first && isBlank(line.byteAt(last))) {
      last--;
    }
    return first < last && line.byteAt(first) == '{' && line.byteAt(last) == '}';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** Whether an equals sign comes after what all names of level fields have in them. */
  private static boolean mayHoldPairOfLevel(Line line, LevelWords.Found words) {
    byte[] bytes = line.array();
    int end = line.offset() + line.length();
    for (int i = words.name(); i >= 0 && i < end; i++) {
      if (bytes[i] == '=') {
        return true;
      }
    }
    return false;
  }

  private @Nullable String inJson(int depth) {
    while (json.nextMember()) {
      if (json.type() == ValueType.STRING) {
        if (FIELDS.contains(json.key())) {
          return json.value();
        }
      } else if (json.type() == ValueType.OBJECT) {
        if (depth == MAX_JSON_DEPTH) {
          json.skipMember();
          continue;
        }
        json.enterMember();
        String found = inJson(depth + 1);
        if (found != null || json.problem() != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The value of the most telling field, whatever its case; pairs after a bad one do not count. */
  private @Nullable String inLogfmt(Line line) {
    logfmt.open(line);
    int best = LevelNames.FIELDS.size();
    String found = null;
    while (best > 0 && logfmt.nextPair()) {
      if (!logfmt.mayKeyBeLevel()) {
        continue;
      }
      String key = logfmt.key();
      for (int i = 0; i < best; i++) {
        if (LevelNames.FIELDS.get(i).equalsIgnoreCase(key)) {
          best = i;
          found = logfmt.value();
        }
      }
    }
    return found;
  }
}
