package dev.steward.spi.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of labels: names with their values, sorted by name. Immutable and safe for any thread.
 *
 * <p>Names are unique and not empty; values may be empty. Both are any Unicode text without
 * unpaired surrogates. The order is that of {@link String#compareTo(String)}.
 */
public final class Labels implements Comparable<Labels> {
  /** The label that holds a metric's name. */
  public static final String METRIC_NAME = "__name__";

  /** No labels. */
  public static final Labels EMPTY = new Labels(new String[0]);

  /** Up to so many labels are sorted in the way that is best for few. */
  private static final int FEW = 64;

  /** Name, value, name, value, ...; sorted by name. */
  private final String[] pairs;

  private final int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
  }

  /**
   * The labels of names and values given in turn.
   *
   * @throws IllegalArgumentException if a name is empty or stands twice, if text is not well-formed
   *     Unicode, or if the last name has no value
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length == 0) {
      return EMPTY;
    }
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "labels: " + namesAndValues.length + " texts (expected: names and values in turn)");
    }
    String[] pairs = namesAndValues.clone();
    sort(pairs);
    validate(pairs);
    return new Labels(pairs);
  }

  /** The labels of a map. */
  public static Labels of(Map<String, String> map) {
    String[] pairs = new String[map.size() * 2];
    int at = 0;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      pairs[at++] = entry.getKey();
      pairs[at++] = entry.getValue();
    }
    return of(pairs);
  }

  private static void sort(String[] pairs) {
    if (pairs.length > 2 * FEW) {
      sortMany(pairs);
      return;
    }
    // Insertion sort: label sets are small, and mostly arrive sorted.
    for (int i = 2; i < pairs.length; i += 2) {
      String name = pairs[i];
      String value = pairs[i + 1];
      int at = i - 2;
      while (at >= 0 && pairs[at].compareTo(name) > 0) {
        pairs[at + 2] = pairs[at];
        pairs[at + 3] = pairs[at + 1];
        at -= 2;
      }
      pairs[at + 2] = name;
      pairs[at + 3] = value;
    }
  }

  private static void sortMany(String[] pairs) {
    Integer[] order = new Integer[pairs.length / 2];
    Arrays.setAll(order, i -> i);
    String[] unsorted = pairs.clone();
    Arrays.sort(order, Comparator.comparing(i -> unsorted[2 * i]));
    for (int i = 0; i < order.length; i++) {
      pairs[2 * i] = unsorted[2 * order[i]];
      pairs[2 * i + 1] = unsorted[2 * order[i] + 1];
    }
  }

  private static void validate(String[] pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].isEmpty()) {
        throw new IllegalArgumentException("label name: empty (expected: at least one character)");
      }
      if (i > 0 && pairs[i].equals(pairs[i - 2])) {
        throw new IllegalArgumentException(
            "label name: " + pairs[i] + " stands twice (expected: unique names)");
      }
      requireWellFormed("label name", pairs[i]);
      requireWellFormed("label value", pairs[i + 1]);
    }
  }

  private static void requireWellFormed(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          throw new IllegalArgumentException(
              what + ": unpaired surrogate at " + i + " (expected: well-formed Unicode)");
        }
      }
    }
  }

  /** How many labels there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The name at a position from 0 to {@link #size()} - 1, in sorted order. */
  public String name(int index) {
    return pairs[index * 2];
  }

  /** The value at a position. */
  public String value(int index) {
    return pairs[index * 2 + 1];
  }

  /** The value of a name, or null where there is no such label. */
  public @Nullable String value(String name) {
    int index = indexOf(name);
    return index < 0 ? null : pairs[index * 2 + 1];
  }

  /** The value of a name, or the empty text where there is no such label. */
  public String valueOrEmpty(String name) {
    int index = indexOf(name);
    return index < 0 ? "" : pairs[index * 2 + 1];
  }

  /** Whether there is a label of this name. */
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  private int indexOf(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      int order = pairs[i].compareTo(name);
      if (order >= 0) {
        return order == 0 ? i / 2 : -1;
      }
    }
    return -1;
  }

  /** Calls for each label, in sorted order. */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < pairs.length; i += 2) {
      action.accept(pairs[i], pairs[i + 1]);
    }
  }

  /** These labels with one set, replacing what it was. */
  public Labels with(String name, String value) {
    return edit().set(name, value).build();
  }

  /** These labels without one. */
  public Labels without(String name) {
    return has(name) ? edit().remove(name).build() : this;
  }

  /** The labels among these that are named. */
  public Labels keeping(Collection<String> names) {
    return filtered(names instanceof Set<String> set ? set : new HashSet<>(names), true);
  }

  /** The labels among these that are not named. */
  public Labels dropping(Collection<String> names) {
    return filtered(names instanceof Set<String> set ? set : new HashSet<>(names), false);
  }

  private Labels filtered(Set<String> names, boolean keep) {
    List<String> kept = new ArrayList<>(pairs.length);
    for (int i = 0; i < pairs.length; i += 2) {
      if (names.contains(pairs[i]) == keep) {
        kept.add(pairs[i]);
        kept.add(pairs[i + 1]);
      }
    }
    if (kept.size() == pairs.length) {
      return this;
    }
    return kept.isEmpty() ? EMPTY : new Labels(kept.toArray(String[]::new));
  }

  /** An editor that starts from these labels. */
  public Builder edit() {
    Builder builder = new Builder();
    forEach(builder::set);
    return builder;
  }

  /** An editor that starts from nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** A copy as a sorted map. */
  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>();
    forEach(map::put);
    return map;
  }

  /**
   * The one instance of these labels, for sets that are held for long: equal interned labels are
   * identical.
   */
  public Labels interned() {
    return LabelsPool.intern(this);
  }

  /** These labels with names and values that came before, so that equal text is held once. */
  Labels withPooledText() {
    String[] pooled = new String[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      pooled[i] = RecentText.of(pairs[i]);
    }
    return new Labels(pooled);
  }

  @Override
  public int compareTo(Labels other) {
    int shared = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < shared; i++) {
      int order = pairs[i].compareTo(other.pairs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Labels that && hash == that.hash && Arrays.equals(pairs, that.pairs));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** As the query languages write them: {@code {a="b", c="d"}}, quoted as Go quotes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach((name, value) -> {
      if (text.length() > 1) {
        text.append(", ");
      }
      text.append(name).append('=');
      GoQuoting.appendQuoted(text, value);
    });
    return text.append('}').toString();
  }

  /**
   * Collects labels; not safe for several threads. A later setting of a name replaces the earlier.
   */
  public static final class Builder {
    private final TreeMap<String, String> entries = new TreeMap<>();

    private Builder() {}

    /** Sets a label. */
    public Builder set(String name, String value) {
      entries.put(name, value);
      return this;
    }

    /** Removes a label, if it is there. */
    public Builder remove(String name) {
      entries.remove(name);
      return this;
    }

    /** The value set so far, or null. */
    public @Nullable String value(String name) {
      return entries.get(name);
    }

    /** The labels collected. */
    public Labels build() {
      return entries.isEmpty() ? EMPTY : Labels.of(entries);
    }
  }
}
