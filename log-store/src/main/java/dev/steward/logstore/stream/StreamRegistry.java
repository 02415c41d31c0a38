package dev.steward.logstore.stream;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Numbers for streams, dense from 0 and valid in this process, and which of them a selector picks.
 * Safe for any thread.
 */
public final class StreamRegistry {
  private static final int REMEMBERED_SELECTIONS = 64;

  private static final int SMALLEST = 256;

  /** Written under this object's lock; entries below {@link #count} never change. */
  private volatile Labels[] labels = new Labels[SMALLEST];

  /**
   * Numbers of streams, one higher than they are, by their labels: open addressing, 0 is free.
   * Written under this object's lock, after {@link #labels}.
   */
  private volatile AtomicIntegerArray ids = new AtomicIntegerArray(2 * SMALLEST);

  private volatile int count;

  /** Guarded by itself. The first {@code known} streams were looked at. */
  private final LinkedHashMap<Selector, Selection> selections =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Selector, Selection> eldest) {
          return size() > REMEMBERED_SELECTIONS;
        }
      };

  private record Selection(BitSet picked, int known) {}

  /** An empty registry. */
  public StreamRegistry() {}

  /** The number of a stream. */
  public int id(Labels stream) {
    int known = find(stream);
    return known >= 0 ? known : add(stream);
  }

  /** The number of a stream that is known, or -1. */
  public int find(Labels stream) {
    AtomicIntegerArray numbers = ids;
    int mask = numbers.length() - 1;
    for (int slot = slot(stream, mask); ; slot = slot + 1 & mask) {
      int number = numbers.getAcquire(slot);
      if (number == 0) {
        return -1;
      }
      if (stream.equals(labels[number - 1])) {
        return number - 1;
      }
    }
  }

  private synchronized int add(Labels stream) {
    int known = find(stream);
    if (known >= 0) {
      return known;
    }
    int id = count;
    Labels[] array = labels;
    if (id == array.length) {
      array = Arrays.copyOf(array, id * 2);
    }
    array[id] = stream.interned();
    labels = array;
    count = id + 1;
    AtomicIntegerArray numbers = ids;
    if (2 * (id + 1) > numbers.length()) {
      AtomicIntegerArray larger = new AtomicIntegerArray(2 * numbers.length());
      for (int i = 0; i < id; i++) {
        put(larger, array[i], i);
      }
      put(larger, array[id], id);
      ids = larger;
    } else {
      put(numbers, array[id], id);
    }
    return id;
  }

  private static void put(AtomicIntegerArray numbers, Labels stream, int id) {
    int mask = numbers.length() - 1;
    int slot = slot(stream, mask);
    while (numbers.getPlain(slot) != 0) {
      slot = slot + 1 & mask;
    }
    numbers.setRelease(slot, id + 1);
  }

  private static int slot(Labels stream, int mask) {
    return (stream.hashCode() * 0x9e3779b9 >>> 7) & mask;
  }

  /** The labels of a stream, interned. */
  public Labels labels(int id) {
    return labels[id];
  }

  /** How many streams there are. */
  public int count() {
    return count;
  }

  /**
   * The streams that a selector picks among those that are known now. The set must not be changed.
   */
  public BitSet select(Selector selector) {
    int now = count;
    Selection known;
    synchronized (selections) {
      known = selections.get(selector);
    }
    if (known != null && known.known() == now) {
      return known.picked();
    }
    BitSet picked = known == null ? new BitSet(now) : (BitSet) known.picked().clone();
    Labels[] all = labels;
    for (int id = known == null ? 0 : known.known(); id < now; id++) {
      if (selector.accepts(all[id])) {
        picked.set(id);
      }
    }
    synchronized (selections) {
      selections.put(selector, new Selection(picked, now));
    }
    return picked;
  }
}
