package dev.steward.metricstore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the store, a sentence for each matter. Safe for any thread. */
final class Problems {
  private static final int MAX = 100;

  /** Guarded by itself. */
  private final Map<String, String> sentences = new LinkedHashMap<>();

  /** Says what is wrong in a matter; replaces what was said before. */
  void report(String matter, String sentence) {
    synchronized (sentences) {
      if (sentences.size() < MAX || sentences.containsKey(matter)) {
        sentences.put(matter, sentence);
      }
    }
  }

  /** A matter is well again. */
  void clear(String matter) {
    synchronized (sentences) {
      sentences.remove(matter);
    }
  }

  List<String> all() {
    synchronized (sentences) {
      return new ArrayList<>(sentences.values());
    }
  }
}
