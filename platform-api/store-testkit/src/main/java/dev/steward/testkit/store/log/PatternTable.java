package dev.steward.testkit.store.log;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.PatternCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of shapes by stream and level, collected by a scan. */
final class PatternTable {
  private record Key(Labels stream, String pattern, String level) {}

  private record Shape(String service, String pattern) {}

  private final TimeRange range;
  private final long stepNanos;
  private final int steps;
  private final Map<Key, long[]> counts = new LinkedHashMap<>();
  private final Map<Shape, Long> firstSeen = new HashMap<>();

  PatternTable(TimeRange range, long stepNanos, int steps) {
    this.range = range;
    this.stepNanos = stepNanos;
    this.steps = steps;
  }

  /** Notes an entry: as the first of its shape in its service, and if asked in its count. */
  void add(Labels stream, LogEntry entry, boolean counted) {
    String pattern = LineShape.of(entry.line());
    firstSeen.merge(
        new Shape(stream.valueOrEmpty("service_name"), pattern), entry.timestampNanos(), Math::min);
    if (counted && range.contains(entry.timestampNanos())) {
      long[] steps =
          counts.computeIfAbsent(
              new Key(stream, pattern, level(stream, entry)), key -> new long[this.steps]);
      steps[this.steps == 1 ? 0 : (int) ((entry.timestampNanos() - range.start()) / stepNanos)]++;
    }
  }

  private static String level(Labels stream, LogEntry entry) {
    String level = stream.value("level");
    return level != null ? level : entry.metadata().valueOrEmpty("detected_level");
  }

  List<PatternCounts> rows() {
    List<PatternCounts> rows = new ArrayList<>();
    counts.forEach((key, steps) ->
        rows.add(
            new PatternCounts(key.stream(), key.pattern(), key.level(), firstSeen(key), steps)));
    return rows;
  }

  private long firstSeen(Key key) {
    Shape shape = new Shape(key.stream().valueOrEmpty("service_name"), key.pattern());
    return firstSeen.getOrDefault(shape, Long.MAX_VALUE);
  }
}
