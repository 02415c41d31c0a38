package dev.steward.spi.model;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The canonical instances of labels, held weakly: what nobody uses any more is forgotten.
 *
 * <p>A table with open addressing, looked into without a lock, since a hundred thousand streams
 * cost what an entry costs: a node of a hash map each would be as much again as the reference.
 */
final class LabelsPool {
  private static final int SMALLEST = 1 << 10;
  private static final Object LOCK = new Object();

  /** Replaced under the lock; slots change from empty to taken only. */
  private static volatile AtomicReferenceArray<Entry> table = new AtomicReferenceArray<>(SMALLEST);

  /** Slots taken, those of forgotten labels included. Guarded by the lock. */
  private static int used;

  private LabelsPool() {}

  private static final class Entry extends WeakReference<Labels> {
    private final int hash;

    Entry(Labels labels) {
      super(labels);
      hash = labels.hashCode();
    }
  }

  static Labels intern(Labels labels) {
    Labels known = find(table, labels);
    if (known != null) {
      return known;
    }
    synchronized (LOCK) {
      known = find(table, labels);
      return known != null ? known : add(labels.withPooledText());
    }
  }

  private static @Nullable Labels find(AtomicReferenceArray<Entry> entries, Labels labels) {
    int mask = entries.length() - 1;
    int hash = labels.hashCode();
    for (int slot = slot(hash, mask); ; slot = slot + 1 & mask) {
      Entry entry = entries.getAcquire(slot);
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash) {
        Labels known = entry.get();
        if (labels.equals(known)) {
          return known;
        }
      }
    }
  }

  private static Labels add(Labels labels) {
    if (used + 1 > table.length() / 2) {
      rebuild();
    }
    put(table, new Entry(labels));
    used++;
    return labels;
  }

  /** Drops what was forgotten, and makes the table larger where that leaves too little room. */
  private static void rebuild() {
    AtomicReferenceArray<Entry> old = table;
    int live = 0;
    for (int i = 0; i < old.length(); i++) {
      Entry entry = old.getPlain(i);
      live += entry != null && entry.get() != null ? 1 : 0;
    }
    int length = Integer.highestOneBit(Math.max(SMALLEST, live * 3)) << 1;
    AtomicReferenceArray<Entry> rebuilt = new AtomicReferenceArray<>(length);
    int kept = 0;
    for (int i = 0; i < old.length(); i++) {
      Entry entry = old.getPlain(i);
      if (entry != null && entry.get() != null) {
        put(rebuilt, entry);
        kept++;
      }
    }
    used = kept;
    table = rebuilt;
  }

  private static void put(AtomicReferenceArray<Entry> entries, Entry entry) {
    int mask = entries.length() - 1;
    int slot = slot(entry.hash, mask);
    while (entries.getPlain(slot) != null) {
      slot = slot + 1 & mask;
    }
    entries.setRelease(slot, entry);
  }

  private static int slot(int hash, int mask) {
    return (hash * 0x9e3779b9 >>> 7) & mask;
  }
}
