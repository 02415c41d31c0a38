package dev.steward.logstore.ingest;

import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.logstore.query.StoreReader;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.store.StoreView;
import dev.steward.logstore.stream.KeptStream;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries that are stored already. An entry that is later than everything its stream holds
 * cannot be, which spares nearly all of them the search. For one thread.
 */
final class Repetitions {
  private final StoreState state;
  private final StoreReader reader;

  /**
   * No entry is later of a stream whose number is new here: nothing in a part was when the store
   * was opened, nor anything of a stream that has been forgotten since.
   */
  private long lastTimeUnknown;

  /** By stream number: no entry that was handed over is later. */
  private long[] lastTimes = new long[0];

  Repetitions(StoreState state, StoreReader reader, long lastTimeOnDisk) {
    this.state = state;
    this.reader = reader;
    this.lastTimeUnknown = lastTimeOnDisk;
  }

  private long lastTime(int stream) {
    if (stream >= lastTimes.length) {
      int known = lastTimes.length;
      lastTimes = Arrays.copyOf(lastTimes, Math.max(stream + 1, known * 2 + 64));
      Arrays.fill(lastTimes, known, lastTimes.length, lastTimeUnknown);
    }
    return lastTimes[stream];
  }

  /** Lets streams go; should they come again, they are searched for what they hold. */
  void forget(BitSet streams) {
    long before = lastTimeUnknown;
    for (int id = streams.nextSetBit(0); id >= 0; id = streams.nextSetBit(id + 1)) {
      lastTimeUnknown = Math.max(lastTimeUnknown, lastTime(id));
      lastTimes[id] = before;
    }
    for (int id = 0; id < lastTimes.length; id++) {
      lastTimes[id] = lastTimes[id] == before ? lastTimeUnknown : lastTimes[id];
    }
  }

  /** Notes entries that are kept whatever was stored before. */
  void note(KeptStream stream) {
    long last = lastTime(stream.id());
    for (LogEntry entry : stream.entries()) {
      last = Math.max(last, entry.timestampNanos());
    }
    lastTimes[stream.id()] = last;
  }

  /** Whether entries are surely new: each later than all before it. Notes them if so. */
  boolean surelyNew(KeptStream stream) {
    long last = lastTime(stream.id());
    for (LogEntry entry : stream.entries()) {
      if (entry.timestampNanos() <= last) {
        return false;
      }
      last = entry.timestampNanos();
    }
    lastTimes[stream.id()] = last;
    return true;
  }

  /**
   * The entries that are neither stored nor among those before them. Memory is asked before the
   * parts, since entries move from the one to the other.
   */
  KeptStream without(KeptStream stream) {
    Set<LogEntry> unknown = new LinkedHashSet<>();
    try (StoreView view = state.view()) {
      for (LogEntry entry : stream.entries()) {
        if (!inMemory(view, stream.id(), entry)) {
          unknown.add(entry);
        }
      }
    }
    unknown.removeAll(onDisk(stream.labels(), unknown));
    KeptStream fresh = new KeptStream(stream.id(), stream.labels(), List.copyOf(unknown));
    note(fresh);
    return fresh;
  }

  private static boolean inMemory(StoreView view, int stream, LogEntry entry) {
    for (MemoryTable table : view.memory()) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer != null && buffer.holds(entry)) {
        return true;
      }
    }
    return false;
  }

  private Set<LogEntry> onDisk(Labels stream, Set<LogEntry> entries) {
    if (entries.isEmpty()) {
      return Set.of();
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    Set<Long> times = new HashSet<>();
    for (LogEntry entry : entries) {
      first = Math.min(first, entry.timestampNanos());
      last = Math.max(last, entry.timestampNanos());
      times.add(entry.timestampNanos());
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    stream.forEach((name, value) -> matchers.add(new LabelMatcher.Equal(name, value)));
    LogQuery query = new LogQuery(new Selector(matchers), TimeRange.closed(first, last));
    Set<LogEntry> found = new HashSet<>();
    try (LogCursor cursor = reader.readParts(query, QueryContext.unlimited())) {
      while (cursor.next()) {
        if (times.contains(cursor.entry().timestampNanos()) && cursor.stream().equals(stream)) {
          found.add(cursor.entry());
        }
      }
    }
    return found;
  }
}
