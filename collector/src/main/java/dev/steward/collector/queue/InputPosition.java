package dev.steward.collector.queue;

import java.util.Objects;

/**
 * How far an input has been read, as the input itself writes it down. The queue keeps the last one
 * of each key and understands none of them.
 *
 * @param key what is read, unique among all inputs of an agent; at most 60,000 bytes of UTF-8
 * @param value how far; empty if the key is to be forgotten; at most 60,000 bytes of UTF-8
 */
public record InputPosition(String key, String value) {
  /** Checks that there is a key. */
  public InputPosition {
    Objects.requireNonNull(value, "value");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("key: empty (expected: what is read)");
    }
  }

  /** A position that makes the queue forget a key. */
  public static InputPosition forgotten(String key) {
    return new InputPosition(key, "");
  }
}
