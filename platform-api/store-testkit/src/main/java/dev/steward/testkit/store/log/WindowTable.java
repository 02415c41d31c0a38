package dev.steward.testkit.store.log;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogCounting;
import java.util.List;
import java.util.TreeMap;

/** Counts of one stream's entries in windows, told apart by level where that is asked. */
final class WindowTable {
  private record Row(long[] entries, long[] bytes) {}

  private final Labels stream;
  private final LogCounting counting;
  private final TreeMap<String, Row> rows = new TreeMap<>();

  WindowTable(Labels stream, LogCounting counting) {
    this.stream = stream;
    this.counting = counting;
  }

  void add(LogEntry entry) {
    String level =
        counting.byDetectedLevel() ? entry.metadata().valueOrEmpty("detected_level") : "";
    for (int window = 0; window < counting.windows(); window++) {
      long end = counting.end(window);
      if (entry.timestampNanos() <= end && entry.timestampNanos() > end - counting.width()) {
        Row row = rows.computeIfAbsent(level, key -> newRow());
        row.entries[window]++;
        row.bytes[window] += counting.withBytes() ? entry.line().length() : 0;
      }
    }
  }

  private Row newRow() {
    return new Row(new long[counting.windows()], new long[counting.windows()]);
  }

  List<LogCounting.Counts> rows() {
    return rows.entrySet().stream()
        .map(row ->
            new LogCounting.Counts(
                stream,
                counting.byDetectedLevel() ? row.getKey() : null,
                row.getValue().entries(),
                row.getValue().bytes()))
        .toList();
  }
}
