package dev.steward.query.logql.pipeline;

/**
 * Finds names in an array: one by one while they are few, else by their hashes, so that a line of
 * tens of thousands of labels costs no more than its length. For one thread.
 */
final class NameIndex {
  /** From so many names on they are hashed. */
  private static final int FEW = 32;

  private static final int FREE = 0;
  private static final int LEFT = -1;

  /** Places of names plus one, by hash; half are free at least. Empty while names are few. */
  private int[] slots = {};

  /** How many slots are not free. */
  private int used;

  /** Forgets all names. */
  void clear() {
    slots = slots.length == 0 ? slots : new int[0];
  }

  /** The place of a name among the first {@code size}, or -1. */
  int find(String name, String[] names, int size) {
    if (slots.length == 0) {
      for (int i = 0; i < size; i++) {
        if (names[i].equals(name)) {
          return i;
        }
      }
      return -1;
    }
    int slot = slot(name, names);
    return slot < 0 ? -1 : slots[slot] - 1;
  }

  /** The last of {@code size} names was added. */
  void added(String[] names, int size) {
    if (slots.length == 0 ? size > FEW : used * 2 >= slots.length) {
      slots = new int[Integer.highestOneBit(size) * 8];
      used = 0;
      for (int i = 0; i < size; i++) {
        put(names, i);
      }
    } else if (slots.length > 0) {
      put(names, size - 1);
    }
  }

  /** A name was removed and the one at {@code from} took its place, {@code to}. */
  void moved(int to, int from, String removed, String[] names) {
    if (slots.length == 0) {
      return;
    }
    int hash = removed.hashCode();
    for (int slot = first(hash); slots[slot] != FREE; slot = next(slot)) {
      if (slots[slot] == to + 1) {
        slots[slot] = LEFT;
        break;
      }
    }
    if (to != from) {
      for (int slot = first(names[to].hashCode()); slots[slot] != FREE; slot = next(slot)) {
        if (slots[slot] == from + 1) {
          slots[slot] = to + 1;
          return;
        }
      }
    }
  }

  private void put(String[] names, int place) {
    int slot = first(names[place].hashCode());
    while (slots[slot] != FREE) {
      slot = next(slot);
    }
    slots[slot] = place + 1;
    used++;
  }

  private int slot(String name, String[] names) {
    for (int slot = first(name.hashCode()); slots[slot] != FREE; slot = next(slot)) {
      if (slots[slot] != LEFT && names[slots[slot] - 1].equals(name)) {
        return slot;
      }
    }
    return -1;
  }

  private int first(int hash) {
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}
