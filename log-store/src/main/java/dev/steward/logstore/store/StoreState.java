package dev.steward.logstore.store;

import dev.steward.logstore.memory.BufferPool;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.stream.StreamRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the store holds now. Changes are whole: a reader sees all of one or nothing of it. */
public final class StoreState {
  /** Guarded by this. */
  private final TreeMap<Long, DayView> days = new TreeMap<>();

  /** Guarded by this; oldest first, the last is the one that is written. */
  private final List<MemoryTable> memory = new ArrayList<>();

  private final BufferPool pool;
  private final StreamRegistry streams;

  /** A state without days, with an empty table whose arrays are from this pool. */
  public StoreState(BufferPool pool, StreamRegistry streams) {
    this.pool = pool;
    this.streams = streams;
    memory.add(new MemoryTable(0, pool));
  }

  /** Begins with a table of another generation, as long as the first is empty. */
  public synchronized StoreState startingAt(long generation) {
    if (memory.size() != 1 || !memory.getFirst().isEmpty()) {
      throw new IllegalStateException("memory: in use (expected: one empty table)");
    }
    memory.set(0, new MemoryTable(generation, pool));
    return this;
  }

  /** A view of now, which the caller closes. */
  public StoreView view() {
    // Outside of the lock: who forgets streams looks at tables while nobody uses numbers.
    StreamRegistry.Use use = streams.use();
    synchronized (this) {
      StoreView view = new StoreView(List.copyOf(days.values()), memory, use);
      view.acquire();
      return view;
    }
  }

  /** Whether a table in memory has entries of a stream. */
  public synchronized boolean holds(int stream) {
    for (MemoryTable table : memory) {
      if (table.buffer(stream) != null) {
        return true;
      }
    }
    return false;
  }

  /** The table that is written. */
  public synchronized MemoryTable active() {
    return memory.getLast();
  }

  /** How many tables wait for being written to parts. */
  public synchronized int frozen() {
    return memory.size() - 1;
  }

  /** Starts another table. */
  public synchronized void freeze(long nextGeneration) {
    memory.add(new MemoryTable(nextGeneration, pool));
  }

  /**
   * The oldest table, which is written to parts next, or the active one where there is no other.
   */
  public synchronized MemoryTable oldest() {
    return memory.getFirst();
  }

  /**
   * Replaces days by newer views of them, and takes away a table whose entries are in their parts.
   *
   * @param flushed the table, or null where there is none
   */
  synchronized void replace(Map<Long, DayView> views, @Nullable MemoryTable flushed) {
    views.forEach((day, view) -> {
      DayView before = view.parts().isEmpty() ? days.remove(day) : days.put(day, view);
      if (before != null) {
        before.release();
      }
      if (view.parts().isEmpty()) {
        view.release();
      }
    });
    if (flushed != null && memory.remove(flushed)) {
      flushed.release();
    }
  }

  /** Forgets a day. */
  synchronized void remove(long epochDay) {
    DayView before = days.remove(epochDay);
    if (before != null) {
      before.release();
    }
  }

  /** Closes the views of all days. */
  public synchronized void close() {
    days.values().forEach(DayView::release);
    days.clear();
  }
}
