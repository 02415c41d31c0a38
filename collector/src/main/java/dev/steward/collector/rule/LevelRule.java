package dev.steward.collector.rule;

import dev.steward.collector.tail.LineLevel;
import dev.steward.spi.model.Labels;
import java.util.HashMap;
import java.util.Map;

/** Gives lines the level that their text names, where their stream has none. */
final class LevelRule implements Rule {
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<Labels, Map<String, Labels>> streams = new HashMap<>();

  LevelRule() {}

  @Override
  public boolean apply(LineDraft line) {
    if (!line.stream().has("level")) {
      String level = LineLevel.of(line.bytes(), line.offset(), line.length());
      if (level != null) {
        set(line, level);
      }
    }
    return true;
  }

  /** Puts a line into the stream of a level. */
  void set(LineDraft line, String level) {
    if (streams.size() > MAX_REMEMBERED) {
      streams.clear();
    }
    line.stream(
        streams
            .computeIfAbsent(line.stream(), _ -> new HashMap<>())
            .computeIfAbsent(level, value -> line.stream().with("level", value)));
  }
}
