package dev.steward.server.remotewrite;

import dev.steward.spi.store.SeriesHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The series that senders wrote lately, by the hash of their labels. Safe for any thread: reading
 * takes no lock.
 *
 * <p>Two generations: what is found in the older one moves to the younger, and when the younger is
 * full or has been there for long, it becomes the older. So what nobody writes any more is
 * forgotten. Whenever they have grown by a quarter, they drop the series that the store does not
 * have in memory any more: a churn of series costs here what it costs there.
 */
final class KnownSeries {
  private static final int MIN_SLOTS = 1 << 10;

  /** One series; what is remembered beside its handle belongs to whoever holds the entry. */
  static final class Entry {
    private final long high;
    private final long low;
    private final SeriesHandle handle;

    /** Fingerprint of the metadata that was stored last. Racy on purpose: at worst stored twice. */
    private volatile long metadata;

    /**
     * The series that came after this one last time. Senders keep their order, and series that were
     * met one after the other lie so in memory: asking here first saves most walks through a table
     * that no cache holds. Racy on purpose: an entry is immutable in what it is compared by.
     */
    private @Nullable Entry next;

    /** The number of the youngest generation that holds the entry. Racy on purpose, as above. */
    private int generation;

    Entry(long high, long low, SeriesHandle handle) {
      this.high = high;
      this.low = low;
      this.handle = handle;
    }

    SeriesHandle handle() {
      return handle;
    }

    /** Whether metadata differs from what was seen last; remembers it. */
    boolean metadataChanged(long fingerprint) {
      if (metadata == fingerprint) {
        return false;
      }
      metadata = fingerprint;
      return true;
    }
  }

  private static final class Generation {
    private final AtomicReferenceArray<@Nullable Entry> slots;
    private final long bornNanos;
    private final int number;

    /** Guarded by the cache. */
    private int size;

    /** Size at which those that left the store are looked for, and there is more room then. */
    private int fullAt = MIN_SLOTS / 2;

    Generation(int slots, long bornNanos, int number) {
      this.slots = new AtomicReferenceArray<>(slots);
      this.bornNanos = bornNanos;
      this.number = number;
    }

    @Nullable Entry find(long high, long low) {
      int mask = slots.length() - 1;
      for (int slot = (int) low & mask; ; slot = slot + 1 & mask) {
        Entry entry = slots.get(slot);
        if (entry == null || (entry.low == low && entry.high == high)) {
          return entry;
        }
      }
    }

    void put(Entry entry) {
      int mask = slots.length() - 1;
      int slot = (int) entry.low & mask;
      while (slots.get(slot) != null) {
        slot = slot + 1 & mask;
      }
      entry.generation = number;
      slots.set(slot, entry);
      size++;
    }
  }

  private final int maxEntries;
  private final long lifetimeNanos;
  private volatile Generation young;
  private volatile Generation old;

  /**
   * Makes an empty cache.
   *
   * @param maxEntries how many series a generation holds
   * @param lifetimeNanos how long a generation is the younger one
   */
  KnownSeries(int maxEntries, long lifetimeNanos, long nowNanos) {
    this.maxEntries = maxEntries;
    this.lifetimeNanos = lifetimeNanos;
    this.young = new Generation(MIN_SLOTS, nowNanos, 1);
    this.old = new Generation(MIN_SLOTS, nowNanos, 0);
  }

  /**
   * The series with this hash, or null where it is not known.
   *
   * @param before the series that came before it in the same request, or null
   */
  @Nullable Entry find(@Nullable Entry before, long high, long low) {
    Entry next = before == null ? null : before.next;
    if (next != null && next.low == low && next.high == high) {
      if (next.generation != young.number) {
        put(next);
      }
      return next;
    }
    Entry entry = find(high, low);
    if (before != null && entry != null) {
      before.next = entry;
    }
    return entry;
  }

  private @Nullable Entry find(long high, long low) {
    Entry entry = young.find(high, low);
    if (entry == null) {
      entry = old.find(high, low);
      if (entry != null) {
        put(entry);
      }
    }
    return entry;
  }

  /** Remembers a series. */
  synchronized void put(Entry entry) {
    Generation into = young;
    if (into.find(entry.high, entry.low) != null) {
      return;
    }
    if (into.size >= into.fullAt) {
      into = grown(into);
      young = into;
    }
    into.put(entry);
  }

  private Generation grown(Generation full) {
    if (full.size >= maxEntries) {
      old = full;
      return new Generation(MIN_SLOTS, System.nanoTime(), full.number + 1);
    }
    old = activeOf(old);
    return activeOf(full);
  }

  /** A generation without the series that the store does not have in memory. */
  private static Generation activeOf(Generation all) {
    int active = 0;
    for (int i = 0; i < all.slots.length(); i++) {
      Entry entry = all.slots.get(i);
      active += entry != null && entry.handle.isActive() ? 1 : 0;
    }
    // From a quarter to half of the slots are taken.
    int slots = Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, active)) * 4);
    Generation rest = new Generation(slots, all.bornNanos, all.number);
    rest.fullAt = Math.clamp(active + active / 4L, MIN_SLOTS / 2, slots / 2 + slots / 4);
    for (int i = 0; i < all.slots.length(); i++) {
      Entry entry = all.slots.get(i);
      // One that came to life meanwhile is found again when it is asked for.
      if (entry != null && rest.size < active && entry.handle.isActive()) {
        rest.put(entry);
        forgetNext(entry, false);
      } else if (entry != null) {
        forgetNext(entry, true);
      }
    }
    return rest;
  }

  /** One link to what is gone would keep all that ever came after it. */
  private static void forgetNext(Entry entry, boolean always) {
    Entry next = entry.next;
    if (next != null && (always || !next.handle.isActive())) {
      entry.next = null;
    }
  }

  /** Ages the generations where it is time. */
  void age(long nowNanos) {
    if (nowNanos - young.bornNanos > lifetimeNanos) {
      synchronized (this) {
        if (nowNanos - young.bornNanos > lifetimeNanos) {
          old = young;
          young = new Generation(MIN_SLOTS, nowNanos, old.number + 1);
        }
      }
    }
  }

  /** How many series are known in the younger generation. */
  synchronized int size() {
    return young.size;
  }
}
