package dev.steward.logstore.template;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A hash table whose keys are hashes already: no boxes, no chains. For one thread. */
final class SkeletonMap<V> {
  private long[] keys = new long[1024];
  private @Nullable Object[] values = new @Nullable Object[1024];
  private int size;

  void clear() {
    keys = new long[1024];
    values = new @Nullable Object[1024];
    size = 0;
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // Only put() stores values, and they are V.
  @Nullable V find(long key) {
    return (V) values[slot(keys, values, key)];
  }

  void put(long key, V value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(keys, values, key);
    size += values[slot] == null ? 1 : 0;
    keys[slot] = key;
    values[slot] = value;
  }

  private static int slot(long[] keys, @Nullable Object[] values, long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] newKeys = new long[keys.length * 2];
    @Nullable Object[] newValues = Arrays.copyOf(new @Nullable Object[0], keys.length * 2);
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != null) {
        int slot = slot(newKeys, newValues, keys[i]);
        newKeys[slot] = keys[i];
        newValues[slot] = values[i];
      }
    }
    keys = newKeys;
    values = newValues;
  }
}
