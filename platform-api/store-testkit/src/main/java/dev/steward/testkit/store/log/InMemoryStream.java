package dev.steward.testkit.store.log;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The entries of one stream in order of time, and of storage within a nanosecond. */
final class InMemoryStream {
  private final Labels labels;
  private final List<LogEntry> entries = new ArrayList<>();

  /** How often each entry is stored, to find repetitions. */
  private final Map<LogEntry, Integer> multiplicity = new HashMap<>();

  InMemoryStream(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  List<LogEntry> entries() {
    return entries;
  }

  boolean holds(LogEntry entry) {
    return multiplicity.containsKey(entry);
  }

  void add(LogEntry entry) {
    entries.add(firstAfter(entry.timestampNanos()), entry);
    multiplicity.merge(entry, 1, Integer::sum);
  }

  private int firstAfter(long timestampNanos) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).timestampNanos() <= timestampNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long removeIf(Predicate<LogEntry> unwanted) {
    int before = entries.size();
    entries.removeIf(entry -> {
      if (!unwanted.test(entry)) {
        return false;
      }
      multiplicity.computeIfPresent(entry, (same, count) -> count == 1 ? null : count - 1);
      return true;
    });
    return before - entries.size();
  }
}
