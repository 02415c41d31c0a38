package dev.steward.query.logql.detect;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the level of a stream's entries, and adds it to their metadata as {@code detected_level}.
 * For one stream after another, and for one thread.
 *
 * <p>The level stands in a label of the stream, in a field of the metadata, in OpenTelemetry's
 * severity number, in a field of a line that is JSON or {@code name=value} pairs, or as a word in
 * the line; the first of them counts. Source: Loki's distributor.
 */
public final class LevelDetector {
  /** The name under which a level is added. */
  public static final String LABEL = "detected_level";

  private static final String SEVERITY_NUMBER = "severity_number";

  /** The end of each range of OpenTelemetry's severity numbers, and the range's level. */
  private static final Map<Integer, String> SEVERITIES =
      Map.of(4, "trace", 8, "debug", 12, "info", 16, "warn", 20, "error", 24, "fatal");

  /** Metadata that is nothing but a level, shared by all entries. */
  private final Map<String, Labels> levelAlone = new HashMap<>();

  private final LineLevel lineLevel = new LineLevel();
  private @Nullable String streamLevel;

  /** A detector for entries whose stream tells no level. */
  public LevelDetector() {}

  /** A detector for the entries of a stream. */
  public static LevelDetector forStream(Labels stream) {
    LevelDetector detector = new LevelDetector();
    detector.stream(levelIn(stream));
    return detector;
  }

  /** Goes on to a stream whose labels tell this level, as {@link #levelIn} finds it. */
  public void stream(@Nullable String level) {
    streamLevel = level;
  }

  /** The level that labels tell, or null where they tell none. */
  public static @Nullable String levelIn(Labels labels) {
    for (String field : LevelNames.FIELDS) {
      String value = labels.value(field);
      if (value != null) {
        return LevelNames.normalized(value);
      }
    }
    return null;
  }

  /**
   * An entry's metadata with its level. One that is there already is kept, in its canonical form.
   *
   * @param metadata structured metadata
   * @param line the line
   */
  public Labels added(Labels metadata, Line line) {
    if (metadata.isEmpty()) {
      String level = streamLevel != null ? streamLevel : lineLevel.of(line);
      return levelAlone.computeIfAbsent(level, one -> Labels.of(LABEL, one));
    }
    String given = metadata.value(LABEL);
    if (given != null) {
      String normalized = LevelNames.normalized(given);
      return normalized.equals(given) ? metadata : metadata.with(LABEL, normalized);
    }
    String level = streamLevel != null ? streamLevel : levelOf(metadata, line);
    return level.isEmpty() ? metadata : metadata.with(LABEL, level);
  }

  private String levelOf(Labels metadata, Line line) {
    String field = levelIn(metadata);
    if (field != null) {
      return field;
    }
    String number = metadata.valueOrEmpty(SEVERITY_NUMBER);
    return number.isEmpty() ? lineLevel.of(line) : severity(number);
  }

  private static String severity(String number) {
    int severity;
    try {
      severity = Integer.parseInt(number);
    } catch (NumberFormatException e) {
      return "info";
    }
    if (severity < 1 || severity > 24) {
      return severity < 0 ? "trace" : LevelNames.UNKNOWN;
    }
    return Objects.requireNonNull(SEVERITIES.get((severity + 3) / 4 * 4), "range");
  }
}
