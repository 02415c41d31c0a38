package dev.steward.metricstore.index;

/** A set of series of one index, a bit for each, in the order of their labels. One thread. */
public final class SeriesSet {
  private final long[] words;
  private final int size;

  SeriesSet(int size, boolean full) {
    this.size = size;
    this.words = new long[(size + 63) >>> 6];
    if (full) {
      java.util.Arrays.fill(words, -1L);
      if ((size & 63) != 0) {
        words[words.length - 1] = (1L << (size & 63)) - 1;
      }
    }
  }

  /** All series of an index. */
  public static SeriesSet all(int seriesCount) {
    return new SeriesSet(seriesCount, true);
  }

  /** One series of an index. */
  public static SeriesSet only(int ordinal, int seriesCount) {
    SeriesSet set = new SeriesSet(seriesCount, false);
    set.add(ordinal);
    return set;
  }

  void add(int ordinal) {
    words[ordinal >>> 6] |= 1L << ordinal;
  }

  void remove(int ordinal) {
    words[ordinal >>> 6] &= ~(1L << ordinal);
  }

  void retain(SeriesSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= other.words[i];
    }
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** How many series are in it. */
  public int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** The first member at or after an ordinal, or -1. */
  public int next(int from) {
    if (from >= size) {
      return -1;
    }
    int at = from >>> 6;
    long word = words[at] & (-1L << from);
    while (word == 0) {
      if (++at == words.length) {
        return -1;
      }
      word = words[at];
    }
    return (at << 6) + Long.numberOfTrailingZeros(word);
  }
}
