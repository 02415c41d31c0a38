package dev.steward.logstore.stream;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for streams, dense from 0 and valid in this process, and which of them a selector picks.
 * Safe for any thread.
 *
 * <p>Who works with numbers holds a {@link Use} meanwhile. Streams that nothing uses any more are
 * forgotten when nobody does, and their numbers are given to others.
 */
public final class StreamRegistry {
  private static final int REMEMBERED_SELECTIONS = 64;
  private static final int ALL_USES = Integer.MAX_VALUE;

  private static final int SMALLEST = 256;

  /** Written under this object's lock; entries below {@link #count} never change. */
  private volatile @Nullable Labels[] labels = new Labels[SMALLEST];

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

  private record Selection(BitSet picked, int known, int version) {}

  /** Rises whenever a number below {@link #count} changes its meaning. */
  private volatile int version;

  /** Numbers to be given again. Guarded by this. */
  private final BitSet free = new BitSet();

  private final Semaphore uses = new Semaphore(ALL_USES);

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
      @Nullable Labels[] all = labels;
      if (number <= all.length && stream.equals(all[number - 1])) {
        return number - 1;
      }
    }
  }

  private synchronized int add(Labels stream) {
    int known = find(stream);
    if (known >= 0) {
      return known;
    }
    int again = free.nextSetBit(0);
    int id = again >= 0 ? again : count;
    @Nullable Labels[] array = labels;
    if (id == array.length) {
      array = Arrays.copyOf(array, id * 2);
    }
    Labels interned = stream.interned();
    array[id] = interned;
    labels = array;
    if (again >= 0) {
      free.clear(again);
      version++;
    } else {
      count = id + 1;
    }
    AtomicIntegerArray numbers = ids;
    if (2 * count > numbers.length()) {
      ids = table(array, 2 * numbers.length());
    } else {
      put(numbers, interned, id);
    }
    return id;
  }

  private AtomicIntegerArray table(@Nullable Labels[] all, int length) {
    AtomicIntegerArray numbers = new AtomicIntegerArray(length);
    for (int id = 0; id < count; id++) {
      Labels stream = all[id];
      if (stream != null) {
        put(numbers, stream, id);
      }
    }
    return numbers;
  }

  /** While it is open, numbers keep their meaning. */
  public Use use() {
    uses.acquireUninterruptibly();
    return new Use();
  }

  /** Work with numbers; closing it, once or more and from any thread, ends it. */
  public final class Use implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Use() {}

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        uses.release();
      }
    }
  }

  /**
   * Forgets streams, if nobody works with numbers now.
   *
   * @param idle whether a number may be forgotten
   * @param first hears of the numbers before they get another meaning, while nobody uses them
   */
  public synchronized void forget(IntPredicate idle, Consumer<BitSet> first) {
    if (!uses.tryAcquire(ALL_USES)) {
      return;
    }
    try {
      BitSet forgotten = new BitSet();
      @Nullable Labels[] kept = labels.clone();
      for (int id = 0; id < count; id++) {
        if (kept[id] != null && idle.test(id)) {
          forgotten.set(id);
          kept[id] = null;
        }
      }
      if (!forgotten.isEmpty()) {
        first.accept(forgotten);
        ids = table(kept, ids.length());
        labels = kept;
        free.or(forgotten);
        version++;
      }
    } finally {
      uses.release(ALL_USES);
    }
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
    return Objects.requireNonNull(labels[id], "a stream that is in use");
  }

  /** How many streams are known. */
  public synchronized int count() {
    return count - free.cardinality();
  }

  /**
   * The streams that a selector picks among those that are known now. The set must not be changed.
   */
  public BitSet select(Selector selector) {
    int meaning = version;
    int now = count;
    Selection known;
    synchronized (selections) {
      known = selections.get(selector);
    }
    if (known != null && known.version() != meaning) {
      known = null;
    }
    if (known != null && known.known() == now) {
      return known.picked();
    }
    BitSet picked = known == null ? new BitSet(now) : (BitSet) known.picked().clone();
    @Nullable Labels[] all = labels;
    for (int id = known == null ? 0 : known.known(); id < now; id++) {
      Labels stream = all[id];
      if (stream != null && selector.accepts(stream)) {
        picked.set(id);
      }
    }
    synchronized (selections) {
      selections.put(selector, new Selection(picked, now, meaning));
    }
    return picked;
  }
}
