package dev.steward.query.template;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Text by names, such as labels, as data of templates: what is missing is the empty text. In other
 * maps it is nothing, and prints as {@code <no value>}.
 */
public final class TextMap extends AbstractMap<String, String> {
  private final Map<String, String> texts;

  /** Over a map, which must not change while a template sees it. */
  public TextMap(Map<String, String> texts) {
    this.texts = Objects.requireNonNull(texts, "texts");
  }

  @Override
  public String get(Object name) {
    return texts.getOrDefault(name, "");
  }

  @Override
  public boolean containsKey(Object name) {
    return texts.containsKey(name);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return texts.entrySet();
  }
}
