package dev.steward.logstore.stream;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers for streams, dense from 0 and valid in this process, and which of them a selector picks.
 * Safe for any thread.
 */
public final class StreamRegistry {
  private static final int REMEMBERED_SELECTIONS = 64;

  private final Map<Labels, Integer> ids = new ConcurrentHashMap<>();

  /** Written under this object's lock; entries below {@link #count} never change. */
  private volatile Labels[] labels = new Labels[256];

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
    Integer known = ids.get(stream);
    return known != null ? known : add(stream);
  }

  /** The number of a stream that is known, or -1. */
  public int find(Labels stream) {
    return ids.getOrDefault(stream, -1);
  }

  private synchronized int add(Labels stream) {
    Integer known = ids.get(stream);
    if (known != null) {
      return known;
    }
    Labels interned = stream.interned();
    int id = count;
    Labels[] array = labels;
    if (id == array.length) {
      array = Arrays.copyOf(array, id * 2);
    }
    array[id] = interned;
    labels = array;
    count = id + 1;
    ids.put(interned, id);
    return id;
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
