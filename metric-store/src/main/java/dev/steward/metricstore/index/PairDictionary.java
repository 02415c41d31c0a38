package dev.steward.metricstore.index;

import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The label pairs of an index, numbered in the order of name and then value, so that comparing the
 * numbers of two series is comparing their labels. For one thread.
 */
public final class PairDictionary {
  private final String[] names;

  /** Number of each name's first pair; one more at the end. */
  private final int[] firstPair;

  private final String[] values;
  private final Map<String, Map<String, Integer>> numbers;

  /** The series before, and its numbers: the next one shares most pairs. One thread at a time. */
  private Labels lastLabels = Labels.EMPTY;

  private int[] lastPairs = new int[0];

  private PairDictionary(TreeMap<String, Map<String, Integer>> valuesByName) {
    names = valuesByName.keySet().toArray(String[]::new);
    firstPair = new int[names.length + 1];
    List<String> all = new ArrayList<>();
    int at = 0;
    for (Map<String, Integer> known : valuesByName.values()) {
      firstPair[at++] = all.size();
      String[] sorted = known.keySet().toArray(String[]::new);
      Arrays.sort(sorted);
      for (String value : sorted) {
        known.put(value, all.size());
        all.add(value);
      }
    }
    firstPair[names.length] = all.size();
    values = all.toArray(String[]::new);
    numbers = new HashMap<>(valuesByName);
  }

  /** Collects pairs. For one thread. */
  public static final class Builder {
    private final TreeMap<String, Map<String, Integer>> valuesByName = new TreeMap<>();

    private Labels last = Labels.EMPTY;

    /** Adds the pairs of a series. */
    @SuppressWarnings("ReferenceEquality") // a shortcut: pooled text is mostly the same object
    public Builder add(Labels labels) {
      for (int i = 0; i < labels.size(); i++) {
        boolean asBefore =
            i < last.size() && labels.name(i) == last.name(i) && labels.value(i) == last.value(i);
        if (!asBefore) {
          add(labels.name(i), labels.value(i));
        }
      }
      last = labels;
      return this;
    }

    /** Adds a pair. */
    public Builder add(String name, String value) {
      valuesByName.computeIfAbsent(name, n -> new HashMap<>()).put(value, 0);
      return this;
    }

    /** The numbered pairs. The builder must not be used any more. */
    public PairDictionary build() {
      return new PairDictionary(valuesByName);
    }
  }

  /** How many pairs there are. */
  public int size() {
    return values.length;
  }

  int nameCount() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  int firstPair(int name) {
    return firstPair[name];
  }

  String value(int pair) {
    return values[pair];
  }

  /**
   * Writes the numbers of a series' pairs, rising.
   *
   * @return how many there are
   */
  @SuppressWarnings("ReferenceEquality") // a shortcut: pooled text is mostly the same object
  public int pairs(Labels labels, int[] into) {
    int size = labels.size();
    for (int i = 0; i < size; i++) {
      boolean asBefore =
          i < lastLabels.size()
              && labels.name(i) == lastLabels.name(i)
              && labels.value(i) == lastLabels.value(i);
      into[i] = asBefore ? lastPairs[i] : number(labels.name(i), labels.value(i));
    }
    lastLabels = labels;
    if (lastPairs.length < size) {
      lastPairs = new int[size];
    }
    System.arraycopy(into, 0, lastPairs, 0, size);
    return size;
  }

  /** The number of a pair that is in the dictionary. */
  public int number(String name, String value) {
    Map<String, Integer> known = numbers.get(name);
    Integer number = known == null ? null : known.get(value);
    if (number == null) {
      throw new IllegalArgumentException("label: " + name + "=" + value + " (expected: a known)");
    }
    return number;
  }
}
