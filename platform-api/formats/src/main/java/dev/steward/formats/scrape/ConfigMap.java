package dev.steward.formats.scrape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a configuration, read key by key; keys that nobody asked for are errors. For one
 * thread.
 */
final class ConfigMap {
  private final String place;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  ConfigMap(String place, @Nullable Object tree) throws ScrapeConfigException {
    this.place = place;
    if (!(tree instanceof Map<?, ?> map)) {
      throw new ScrapeConfigException(place, String.valueOf(tree), "a mapping");
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() != null) {
        values.put(String.valueOf(entry.getKey()), entry.getValue());
      }
    }
  }

  private @Nullable Object take(String key) {
    asked.add(key);
    return values.get(key);
  }

  String placeOf(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  ScrapeConfigException wrong(String key, @Nullable Object value, String expected) {
    return new ScrapeConfigException(placeOf(key), String.valueOf(value), expected);
  }

  boolean has(String key) {
    return take(key) != null;
  }

  String text(String key, String otherwise) throws ScrapeConfigException {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Map || value instanceof List) {
      throw wrong(key, value, "a text");
    }
    return value.toString();
  }

  String required(String key) throws ScrapeConfigException {
    String value = text(key, "");
    if (value.isEmpty()) {
      throw wrong(key, "missing", "a text");
    }
    return value;
  }

  boolean flag(String key, boolean otherwise) throws ScrapeConfigException {
    return switch (take(key)) {
      case null -> otherwise;
      case Boolean value -> value;
      case Object other -> throw wrong(key, other, "true or false");
    };
  }

  long number(String key, long otherwise) throws ScrapeConfigException {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
      return ((Number) value).longValue();
    }
    throw wrong(key, value, "a whole number from 0");
  }

  /** A duration in milliseconds. */
  long millis(String key, long otherwise) throws ScrapeConfigException {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    return ConfigUnits.millis(text)
        .orElseThrow(() -> wrong(key, text, "a duration such as 15s or 1m30s"));
  }

  /** A size in bytes. */
  long bytes(String key, long otherwise) throws ScrapeConfigException {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    return ConfigUnits.bytes(text).orElseThrow(() -> wrong(key, text, "a size such as 10MB"));
  }

  List<String> texts(String key) throws ScrapeConfigException {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(key, value, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (Object element : list) {
      if (element == null || element instanceof Map || element instanceof List) {
        throw wrong(key, element, "a text");
      }
      texts.add(element.toString());
    }
    return texts;
  }

  Map<String, String> labels(String key) throws ScrapeConfigException {
    Map<String, String> labels = new LinkedHashMap<>();
    if (has(key)) {
      ConfigMap map = map(key);
      for (String name : List.copyOf(map.values.keySet())) {
        labels.put(name, map.text(name, ""));
      }
    }
    return labels;
  }

  Map<String, List<String>> lists(String key) throws ScrapeConfigException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    if (has(key)) {
      ConfigMap map = map(key);
      for (String name : List.copyOf(map.values.keySet())) {
        lists.put(name, map.texts(name));
      }
    }
    return lists;
  }

  ConfigMap map(String key) throws ScrapeConfigException {
    return new ConfigMap(placeOf(key), take(key));
  }

  /** The mappings of a list. */
  List<ConfigMap> maps(String key) throws ScrapeConfigException {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(key, value, "a list");
    }
    List<ConfigMap> maps = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      maps.add(new ConfigMap(placeOf(key) + "[" + i + "]", list.get(i)));
    }
    return maps;
  }

  /** Refuses keys that nobody asked for. */
  void end() throws ScrapeConfigException {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        throw new ScrapeConfigException(
            placeOf(key), "unknown key", "one of " + String.join(", ", asked));
      }
    }
  }
}
