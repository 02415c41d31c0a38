package dev.steward.formats.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names of metrics as Prometheus 3 makes them of OpenTelemetry's: words joined with underscores,
 * the unit and the type's suffix at the end. Source: {@code prometheus/otlptranslator}, strategy
 * {@code UnderscoreEscapingWithSuffixes}.
 */
final class MetricNames {
  /** What a name's end depends on. */
  enum Kind {
    /** Ends with {@code _total}. */
    COUNTER,
    /** Ends with {@code _ratio} where the unit is 1. */
    GAUGE,
    /** Has no suffix of its own. */
    OTHER
  }

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("1", ""),
          Map.entry("%", "percent"));

  private static final Map<String, String> PER_UNITS =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  private MetricNames() {}

  /** The name of a metric, empty where nothing of it can stand in a name. */
  static String of(String metric, String unit, Kind kind) {
    List<String> words = words(metric);
    Unit units = Unit.of(unit);
    if (!units.main().isEmpty() && !words.contains(units.main())) {
      words.add(units.main());
    }
    if (!units.per().isEmpty() && !words.contains(units.per())) {
      words.add(units.per());
    }
    String suffix =
        switch (kind) {
          case COUNTER -> "total";
          case GAUGE -> unit.equals("1") ? "ratio" : "";
          case OTHER -> "";
        };
    if (!suffix.isEmpty()) {
      words.removeIf(suffix::equals);
      words.add(suffix);
    }
    String name = String.join("_", words);
    return !name.isEmpty() && Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /** A unit in words, such as {@code bytes_per_second}. */
  static String unit(String unit) {
    Unit units = Unit.of(unit);
    return units.main().isEmpty() || units.per().isEmpty()
        ? units.main() + units.per()
        : units.main() + "_" + units.per();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (LabelNames.isLetterOrDigit(c) || c == ':') {
        word.append(c);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** The two sides of a unit, in words; what stands in braces is a remark and no unit. */
  private record Unit(String main, String per) {
    static Unit of(String unit) {
      int slash = unit.indexOf('/');
      String main = side(slash < 0 ? unit : unit.substring(0, slash), UNITS);
      String per = slash < 0 ? "" : side(unit.substring(slash + 1), PER_UNITS);
      return new Unit(main, per.isEmpty() ? "" : "per_" + per);
    }

    private static String side(String unit, Map<String, String> words) {
      String trimmed = unit.strip();
      return trimmed.isEmpty() || trimmed.contains("{") || trimmed.contains("}")
          ? ""
          : String.join("_", MetricNames.words(words.getOrDefault(trimmed, trimmed)));
    }
  }
}
