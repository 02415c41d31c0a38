package dev.steward.alerting.template;

import dev.steward.query.template.Fields;
import dev.steward.query.template.FunctionFailure;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels or annotations as notifications' templates see them: a map in which a missing name is
 * empty, with the methods {@code SortedPairs}, {@code Names}, {@code Values} and {@code Remove}.
 * Immutable.
 */
public final class KeyValues extends AbstractMap<String, String> implements Fields {
  private static final String NAME_OF_ALERT = "alertname";

  private final TreeMap<String, String> values;

  /** Copies the map. */
  public KeyValues(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  @Override
  public String get(Object name) {
    return values.getOrDefault(name, "");
  }

  @Override
  public boolean containsKey(Object name) {
    return values.containsKey(name);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return java.util.Collections.unmodifiableMap(values).entrySet();
  }

  @Override
  public String typeName() {
    return "template.KV";
  }

  @Override
  public boolean hasField(String name) {
    return switch (name) {
      case "SortedPairs", "Names", "Values", "Remove" -> true;
      default -> false;
    };
  }

  @Override
  public Object field(String name, List<@Nullable Object> arguments) {
    return switch (name) {
      case "Names" -> pairs().names();
      case "Values" -> pairs().values();
      case "Remove" -> without(arguments);
      default -> pairs();
    };
  }

  private KeyValues without(List<@Nullable Object> arguments) {
    if (arguments.size() != 1 || !(arguments.getFirst() instanceof Collection<?> names)) {
      throw new FunctionFailure("wrong arguments for Remove (expected: a list of names)");
    }
    Map<String, String> left = new TreeMap<>(values);
    names.forEach(left::remove);
    return new KeyValues(left);
  }

  /** The pairs by name, that of the alert first. */
  private Pairs pairs() {
    Map<String, String> sorted = new LinkedHashMap<>();
    String alert = values.get(NAME_OF_ALERT);
    if (alert != null) {
      sorted.put(NAME_OF_ALERT, alert);
    }
    sorted.putAll(values);
    List<TemplateStructure> pairs = new ArrayList<>();
    sorted.forEach((key, value) ->
        pairs.add(new TemplateStructure("template.Pair", Map.of("Name", key, "Value", value))));
    return new Pairs(pairs);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyValues that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  private static final class Pairs extends AbstractList<TemplateStructure> implements Fields {
    private final List<TemplateStructure> pairs;

    Pairs(List<TemplateStructure> pairs) {
      this.pairs = pairs;
    }

    List<Object> names() {
      return all("Name");
    }

    List<Object> values() {
      return all("Value");
    }

    private List<Object> all(String field) {
      return pairs.stream().map(pair -> Objects.requireNonNull(pair.fields().get(field))).toList();
    }

    @Override
    public TemplateStructure get(int index) {
      return pairs.get(index);
    }

    @Override
    public int size() {
      return pairs.size();
    }

    @Override
    public String typeName() {
      return "template.Pairs";
    }

    @Override
    public boolean hasField(String name) {
      return name.equals("Names") || name.equals("Values");
    }

    @Override
    public Object field(String name, List<@Nullable Object> arguments) {
      return name.equals("Names") ? names() : values();
    }
  }
}
