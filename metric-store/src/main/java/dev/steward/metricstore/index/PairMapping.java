package dev.steward.metricstore.index;

import java.util.List;
import java.util.PriorityQueue;

/** The pairs of several indexes as one dictionary, and each index's numbers in it. Immutable. */
public final class PairMapping {
  private final PairDictionary dictionary;
  private final int[][] numbers;

  private PairMapping(PairDictionary dictionary, int[][] numbers) {
    this.dictionary = dictionary;
    this.numbers = numbers;
  }

  /** Brings indexes together. */
  public static PairMapping of(List<SeriesIndex> indexes) {
    PairDictionary.Builder builder = new PairDictionary.Builder();
    for (SeriesIndex index : indexes) {
      for (int name = 0; name < index.nameCount(); name++) {
        String text = index.name(name);
        for (int pair = index.firstPair(name); pair < index.firstPair(name + 1); pair++) {
          builder.add(text, index.value(pair));
        }
      }
    }
    PairDictionary dictionary = builder.build();
    int[][] numbers = new int[indexes.size()][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numbersOf(indexes.get(i), dictionary);
    }
    return new PairMapping(dictionary, numbers);
  }

  /** Where a walk over the pairs of an index stands. */
  private static final class Walk implements Comparable<Walk> {
    private final SeriesIndex index;
    private int name;
    private int pair = -1;
    private String nameText = "";
    private String value = "";

    Walk(SeriesIndex index) {
      this.index = index;
    }

    boolean next() {
      if (++pair >= index.pairCount()) {
        return false;
      }
      while (index.firstPair(name + 1) <= pair) {
        name++;
      }
      nameText = index.name(name);
      value = index.value(pair);
      return true;
    }

    @Override
    public int compareTo(Walk other) {
      int order = nameText.compareTo(other.nameText);
      return order != 0 ? order : value.compareTo(other.value);
    }
  }

  /** Whether indexes have more different pairs than so many; needs no room for them. */
  public static boolean exceeds(List<SeriesIndex> indexes, int limit) {
    PriorityQueue<Walk> walks = new PriorityQueue<>();
    for (SeriesIndex index : indexes) {
      Walk walk = new Walk(index);
      if (walk.next()) {
        walks.add(walk);
      }
    }
    int count = 0;
    String name = "";
    String value = "";
    while (!walks.isEmpty() && count <= limit) {
      Walk least = walks.remove();
      boolean same = count > 0 && least.nameText.equals(name) && least.value.equals(value);
      count += same ? 0 : 1;
      name = least.nameText;
      value = least.value;
      if (least.next()) {
        walks.add(least);
      }
    }
    return count > limit;
  }

  private static int[] numbersOf(SeriesIndex index, PairDictionary dictionary) {
    int[] mapped = new int[index.pairCount()];
    for (int name = 0; name < index.nameCount(); name++) {
      String text = index.name(name);
      for (int pair = index.firstPair(name); pair < index.firstPair(name + 1); pair++) {
        mapped[pair] = dictionary.number(text, index.value(pair));
      }
    }
    return mapped;
  }

  /** The dictionary of all. */
  public PairDictionary dictionary() {
    return dictionary;
  }

  /** The number in the dictionary of a pair of an index. */
  public int number(int index, int pair) {
    return numbers[index][pair];
  }
}
