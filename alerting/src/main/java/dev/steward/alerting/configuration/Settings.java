package dev.steward.alerting.configuration;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of a part of the configuration by their keys, checked and with their defaults. Immutable.
 *
 * <p>A key that was not set and has no default is absent: its text is empty, its list too.
 */
public final class Settings {
  /** None. */
  public static final Settings NONE = new Settings(Map.of());

  private final Map<String, Object> values;

  Settings(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether a value is there. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A text; empty where it is absent. */
  public String text(String key) {
    Object value = values.get(key);
    return value == null ? "" : String.valueOf(value);
  }

  /** A truth value; false where it is absent. */
  public boolean truth(String key) {
    return values.get(key) instanceof Boolean truth && truth;
  }

  /** A whole number; 0 where it is absent. */
  public long number(String key) {
    return values.get(key) instanceof Long number ? number : 0;
  }

  /** A duration, if it is there. */
  public Optional<Duration> duration(String key) {
    return values.get(key) instanceof Duration duration ? Optional.of(duration) : Optional.empty();
  }

  /** Texts; none where they are absent. */
  public List<String> texts(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Texts by names, in the order of the file; none where they are absent. */
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (values.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    }
    return texts;
  }

  /** The part below a key; one without values where it is absent. */
  public Settings part(String key) {
    return values.get(key) instanceof Settings part ? part : NONE;
  }

  /** The parts of the list below a key. */
  public List<Settings> parts(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().filter(Settings.class::isInstance).map(Settings.class::cast).toList()
        : List.of();
  }

  /** Anything: text, list or map; null where it is absent. */
  public @Nullable Object any(String key) {
    return values.get(key);
  }

  /** These settings and, where they lack a key, what another has under it or under another name. */
  Settings orElse(String key, Settings other, String otherKey) {
    Object value = other.values.get(otherKey);
    if (value == null || values.containsKey(key)) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new Settings(more);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Settings that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The keys alone: values may be secret. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
