package dev.steward.logstore.query;

import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.LogCounting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a query, by what its streams are counted under and, where asked, by level. For one
 * thread.
 */
final class CountRows {
  /** Counts in each window, of one level. */
  static final class Row {
    final long[] entries;
    final long[] bytes;
    private final String level;

    private Row(long[] entries, long[] bytes, String level) {
      this.entries = entries;
      this.bytes = bytes;
      this.level = level;
    }

    void add(Row other) {
      for (int window = 0; window < entries.length; window++) {
        entries[window] += other.entries[window];
        if (other.bytes[window] != 0) {
          bytes[window] += other.bytes[window];
        }
      }
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

  /** Rows under the same labels. */
  private record Group(Labels labels, List<Row> rows) {}

  private final LogCounting counting;
  private final StreamRegistry registry;

  /** What all rows have where bytes are not asked for. */
  private final long[] noBytes;

  private final Map<Labels, Group> groups = new LinkedHashMap<>();
  private @Nullable Group[] byStream = new @Nullable Group[256];

  CountRows(LogCounting counting, StreamRegistry registry) {
    this.counting = counting;
    this.registry = registry;
    this.noBytes = new long[counting.windows()];
  }

  /** The row of a stream, and of a level where levels are told apart. */
  Row row(int stream, @Nullable String level) {
    Group group = stream < byStream.length ? byStream[stream] : null;
    if (group == null) {
      group = addStream(stream);
    }
    return row(group, counting.byDetectedLevel() && level != null ? level : "");
  }

  private Row row(Group group, String wanted) {
    for (Row row : group.rows()) {
      if (row.level.equals(wanted)) {
        return row;
      }
    }
    long[] bytes = counting.withBytes() ? new long[counting.windows()] : noBytes;
    Row row = new Row(new long[counting.windows()], bytes, wanted);
    group.rows().add(row);
    return row;
  }

  private Group addStream(int stream) {
    if (stream >= byStream.length) {
      byStream = Arrays.copyOf(byStream, Math.max(stream + 1, byStream.length * 2));
    }
    Group group =
        groups.computeIfAbsent(
            counting.rows().apply(registry.labels(stream)),
            labels -> new Group(labels, new ArrayList<>(1)));
    byStream[stream] = group;
    return group;
  }

  /** Adds what was counted elsewhere for the same query. */
  void add(CountRows others) {
    for (Group theirs : others.groups.values()) {
      Group group =
          groups.computeIfAbsent(theirs.labels(), key -> new Group(key, new ArrayList<>(1)));
      for (Row row : theirs.rows()) {
        row(group, row.level).add(row);
      }
    }
  }

  /** The rows with an entry in any window. */
  List<LogCounting.Counts> result() {
    List<LogCounting.Counts> result = new ArrayList<>();
    for (Group group : groups.values()) {
      for (Row row : group.rows()) {
        if (anyEntry(row)) {
          String level = counting.byDetectedLevel() ? row.level : null;
          result.add(new LogCounting.Counts(group.labels(), level, row.entries, row.bytes));
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
