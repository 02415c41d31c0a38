package dev.steward.metricstore.index;

import java.util.List;

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
