package dev.steward.logstore.query;

import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.store.LogCounting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts of a query, by stream and, where asked, by level. For one thread. */
final class CountRows {
  private static final String ONE = "";

  /** Counts in each window. */
  static final class Row {
    final long[] entries;
    final long[] bytes;

    private Row(int windows) {
      entries = new long[windows];
      bytes = new long[windows];
    }

    void add(Windows windows, long count, long byteCount) {
      for (int window = windows.from(); window < windows.to(); window++) {
        entries[window] += count;
        bytes[window] += byteCount;
      }
    }
  }

  private final LogCounting counting;
  private @Nullable Map<String, Row>[] byStream;

  @SuppressWarnings("unchecked") // An array of a generic type starts without elements.
  CountRows(LogCounting counting) {
    this.counting = counting;
    this.byStream = (Map<String, Row>[]) new Map<?, ?>[256];
  }

  /** The row of a stream, and of a level where levels are told apart. */
  Row row(int stream, @Nullable String level) {
    if (stream >= byStream.length) {
      byStream = Arrays.copyOf(byStream, Math.max(stream + 1, byStream.length * 2));
    }
    Map<String, Row> rows = byStream[stream];
    if (rows == null) {
      rows = new LinkedHashMap<>(2);
      byStream[stream] = rows;
    }
    String key = counting.byDetectedLevel() && level != null ? level : ONE;
    Row known = rows.get(key);
    if (known == null) {
      known = new Row(counting.windows());
      rows.put(key, known);
    }
    return known;
  }

  /** The rows with an entry in any window. */
  List<LogCounting.Counts> result(StreamRegistry registry) {
    List<LogCounting.Counts> result = new ArrayList<>();
    for (int stream = 0; stream < byStream.length; stream++) {
      Map<String, Row> rows = byStream[stream];
      if (rows != null) {
        add(rows, stream, registry, result);
      }
    }
    return result;
  }

  private void add(
      Map<String, Row> rows, int stream, StreamRegistry registry, List<LogCounting.Counts> to) {
    rows.forEach((level, row) -> {
      if (Arrays.stream(row.entries).anyMatch(count -> count > 0)) {
        to.add(
            new LogCounting.Counts(
                registry.labels(stream),
                counting.byDetectedLevel() ? level : null,
                row.entries,
                row.bytes));
      }
    });
  }
}
