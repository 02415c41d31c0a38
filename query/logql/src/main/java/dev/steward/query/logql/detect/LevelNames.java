package dev.steward.query.logql.detect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of levels, and of the fields that hold one. */
final class LevelNames {
  static final String UNKNOWN = "unknown";

  /** Names of labels and fields, the most telling first. */
  static final List<String> FIELDS =
      List.of(
          "level",
          "LEVEL",
          "Level",
          "log.level",
          "severity",
          "SEVERITY",
          "Severity",
          "SeverityText",
          "lvl",
          "LVL",
          "Lvl",
          "severity_text",
          "Severity_Text",
          "SEVERITY_TEXT");

  private static final Map<String, String> CANONICAL =
      Map.ofEntries(
          Map.entry("trace", "trace"),
          Map.entry("trc", "trace"),
          Map.entry("debug", "debug"),
          Map.entry("dbg", "debug"),
          Map.entry("info", "info"),
          Map.entry("inf", "info"),
          Map.entry("information", "info"),
          Map.entry("warn", "warn"),
          Map.entry("wrn", "warn"),
          Map.entry("warning", "warn"),
          Map.entry("error", "error"),
          Map.entry("err", "error"),
          Map.entry("critical", "critical"),
          Map.entry("fatal", "fatal"));

  private LevelNames() {}

  /** The canonical name of a level in any case, or null where the text is none. */
  static @Nullable String canonical(String text) {
    return text.length() > "information".length()
        ? null
        : CANONICAL.get(text.toLowerCase(Locale.ROOT));
  }

  /** The canonical name, or the text itself where it is no level. */
  static String normalized(String text) {
    String canonical = canonical(text);
    return canonical == null ? text : canonical;
  }
}
