package dev.steward.query.logql.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Remembers what became of names in lines, by their bytes, so that a name that stands in every line
 * is made into text once. For one thread.
 */
final class NameCache {
  private static final int CAPACITY = 2048;

  /** Beyond this many names, new ones are not remembered. */
  private static final int MAX_SIZE = CAPACITY / 2;

  private final UnaryOperator<String> conversion;
  private final byte[][] keys = new byte[CAPACITY][];
  private final String[] names = new String[CAPACITY];
  private int size;

  /** A cache of the results of a conversion. */
  NameCache(UnaryOperator<String> conversion) {
    this.conversion = conversion;
  }

  /** The converted form of a name that is text already. */
  String converted(String name) {
    return conversion.apply(name);
  }

  /** The converted name that stands in a part of an array. */
  String name(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 15)) & (CAPACITY - 1);
    while (keys[slot] != null) {
      byte[] key = keys[slot];
      if (key.length == to - from && Arrays.equals(key, 0, key.length, bytes, from, to)) {
        return names[slot];
      }
      slot = (slot + 1) & (CAPACITY - 1);
    }
    String name = conversion.apply(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    if (size < MAX_SIZE) {
      keys[slot] = Arrays.copyOfRange(bytes, from, to);
      names[slot] = name;
      size++;
    }
    return name;
  }
}
