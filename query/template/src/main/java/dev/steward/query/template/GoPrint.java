package dev.steward.query.template;

import dev.steward.query.value.FloatText;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Go's {@code fmt} prints them by default. */
final class GoPrint {
  private static final String NO_VALUE = "<no value>";

  private GoPrint() {}

  /** As an action writes a value. */
  static String text(@Nullable Object value) {
    return value == null ? NO_VALUE : nested(value);
  }

  /** As a value prints where it stands in another, or is an argument of a printing function. */
  static String nested(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case String text -> text;
      case Double number -> FloatText.general(number);
      case Collection<?> all ->
          all.stream().map(GoPrint::nested).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map -> map(map);
      default -> String.valueOf(value);
    };
  }

  private static String map(Map<?, ?> map) {
    Map<String, String> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), nested(value)));
    return sorted.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(Collectors.joining(" ", "map[", "]"));
  }

  /** As {@code print}: a blank between two operands of which neither is text. */
  static String print(Arguments arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      boolean apart =
          i > 0
              && !(arguments.any(i) instanceof String)
              && !(arguments.any(i - 1) instanceof String);
      text.append(apart ? " " : "").append(nested(arguments.any(i)));
    }
    return text.toString();
  }

  /** As {@code println}: a blank between all operands, and a line end. */
  static String println(Arguments arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      text.append(i > 0 ? " " : "").append(nested(arguments.any(i)));
    }
    return text.append('\n').toString();
  }
}
