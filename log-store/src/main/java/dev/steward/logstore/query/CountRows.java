package dev.steward.logstore.query;

import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.store.LogCounting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counts of a query, by stream and, where asked, by level. For one thread. */
final class CountRows {
  /** Counts in each window, of one level; rows of a stream are a chain. */
  static final class Row {
    final long[] entries;
    final long[] bytes;
    private final String level;
    private final @Nullable Row next;

    private Row(long[] entries, long[] bytes, String level, @Nullable Row next) {
      this.entries = entries;
      this.bytes = bytes;
      this.level = level;
      this.next = next;
    }

    void add(Windows windows, long count, long byteCount) {
      for (int window = windows.from(); window < windows.to(); window++) {
        entries[window] += count;
        if (byteCount != 0) {
          bytes[window] += byteCount;
        }
      }
    }
  }

  private final LogCounting counting;

  /** What all rows have where bytes are not asked for. */
  private final long[] noBytes;

  private @Nullable Row[] byStream = new @Nullable Row[256];

  CountRows(LogCounting counting) {
    this.counting = counting;
    this.noBytes = new long[counting.windows()];
  }

  /** The row of a stream, and of a level where levels are told apart. */
  Row row(int stream, @Nullable String level) {
    if (stream >= byStream.length) {
      byStream = Arrays.copyOf(byStream, Math.max(stream + 1, byStream.length * 2));
    }
    Row first = byStream[stream];
    String wanted = counting.byDetectedLevel() && level != null ? level : "";
    for (Row row = first; row != null; row = row.next) {
      if (row.level.equals(wanted)) {
        return row;
      }
    }
    long[] bytes = counting.withBytes() ? new long[counting.windows()] : noBytes;
    Row row = new Row(new long[counting.windows()], bytes, wanted, first);
    byStream[stream] = row;
    return row;
  }

  /** The rows with an entry in any window. */
  List<LogCounting.Counts> result(StreamRegistry registry) {
    List<LogCounting.Counts> result = new ArrayList<>();
    for (int stream = 0; stream < byStream.length; stream++) {
      for (Row row = byStream[stream]; row != null; row = row.next) {
        if (anyEntry(row)) {
          result.add(
              new LogCounting.Counts(
                  registry.labels(stream),
                  counting.byDetectedLevel() ? row.level : null,
                  row.entries,
                  row.bytes));
        }
      }
    }
    return result;
  }

  private static boolean anyEntry(Row row) {
    for (long count : row.entries) {
      if (count > 0) {
        return true;
      }
    }
    return false;
  }
}
