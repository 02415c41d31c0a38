package dev.steward.logstore.template;

/**
 * Roughly how often each of very many keys was added, in fixed memory: keys that share a counter
 * are counted together. All counts are halved from time to time, so that what was seen long ago
 * counts less. For one thread.
 *
 * <p>One row of a count-min sketch (Cormode and Muthukrishnan 2005): a count that is too high makes
 * a word a slot that need not be one, which costs a little space and nothing else.
 */
final class GroupCounts {
  private static final int COUNTERS = 1 << 19;
  private static final int ADDED_BEFORE_HALVING = 2 * COUNTERS;

  private final short[] counters = new short[COUNTERS];
  private int added;

  private static int place(long key) {
    return (int) (key ^ (key >>> 40)) & (COUNTERS - 1);
  }

  /** The count of a key. */
  int of(long key) {
    return counters[place(key)];
  }

  /** Adds one to the count of a key, and gives the sum. */
  int add(long key) {
    if (++added == ADDED_BEFORE_HALVING) {
      halve();
    }
    int place = place(key);
    if (counters[place] < Short.MAX_VALUE) {
      counters[place]++;
    }
    return counters[place];
  }

  private void halve() {
    for (int i = 0; i < counters.length; i++) {
      counters[i] >>= 1;
    }
    added = 0;
  }
}
