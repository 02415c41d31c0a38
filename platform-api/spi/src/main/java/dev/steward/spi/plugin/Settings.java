package dev.steward.spi.plugin;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of one service on one host: a tree of maps, lists, texts, numbers and truth values,
 * as JSON has them. Immutable.
 *
 * @param values the top of the tree
 */
public record Settings(Map<String, Object> values) {
  /** Copies the tree, all the way down. */
  public Settings {
    values = copy(values);
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new java.util.LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, copyValue(value)));
    return java.util.Collections.unmodifiableMap(copy);
  }

  private static Object copyValue(Object value) {
    return switch (value) {
      case Map<?, ?> map -> copy(map);
      case List<?> list -> list.stream().map(Settings::copyValue).toList();
      case String text -> text;
      case Number number -> number;
      case Boolean truth -> truth;
      default ->
          throw new IllegalArgumentException(
              "settings: "
                  + value.getClass().getName()
                  + " (expected: map, list, text, number or truth value)");
    };
  }

  /** A text. */
  public String text(String key) {
    return required(key, String.class);
  }

  /** A text, if it is set. */
  public Optional<String> optionalText(String key) {
    return Optional.ofNullable(values.get(key)).map(value -> cast(key, value, String.class));
  }

  /** A whole number. */
  public int integer(String key) {
    return Math.toIntExact(required(key, Number.class).longValue());
  }

  /** A truth value. */
  public boolean flag(String key) {
    return required(key, Boolean.class);
  }

  /** A tree below. */
  public Settings section(String key) {
    return new Settings(required(key, Map.class));
  }

  private <T> T required(String key, Class<T> type) {
    Object value = values.get(key);
    if (value == null) {
      throw new SettingsException("/" + key, "missing (expected: " + type.getSimpleName() + ")");
    }
    return cast(key, value, type);
  }

  private static <T> T cast(String key, Object value, Class<T> type) {
    Objects.requireNonNull(value, key);
    if (!type.isInstance(value)) {
      throw new SettingsException(
          "/" + key,
          value.getClass().getSimpleName() + " (expected: " + type.getSimpleName() + ")");
    }
    return type.cast(value);
  }
}
