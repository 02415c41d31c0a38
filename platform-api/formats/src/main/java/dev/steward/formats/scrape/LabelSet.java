package dev.steward.formats.scrape;

import dev.steward.spi.model.Labels;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Labels that are being rewritten: an empty value is no label. For one thread. */
public final class LabelSet {
  private final TreeMap<String, String> values = new TreeMap<>();

  /** Starts with nothing. */
  public LabelSet() {}

  /** Starts with labels. */
  public LabelSet(Labels labels) {
    labels.forEach(this::set);
  }

  /** The value of a label; empty where there is none. */
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** Sets a label, or removes it where the value is empty. */
  public void set(String name, String value) {
    if (value.isEmpty()) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  /** Sets a label that has no value so far. */
  public void setIfMissing(String name, String value) {
    if (!values.containsKey(name)) {
      set(name, value);
    }
  }

  /** Calls for each label, whatever happens to them meanwhile. */
  public void forEach(BiConsumer<String, String> action) {
    new TreeMap<>(values).forEach(action);
  }

  /** How many labels there are. */
  public int size() {
    return values.size();
  }

  /** The labels as they are now. */
  public Labels labels() {
    return Labels.of(values);
  }
}
