package dev.steward.logstore.store;

import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.stream.StreamRegistry;
import java.util.List;

/**
 * Everything stored at one moment. Safe for any thread; who got it closes it.
 *
 * @param days the days, oldest first
 * @param memory tables in memory, oldest first; each entry is either here or in a day's part
 * @param streams keeps the meaning of stream numbers until the view is closed
 */
public record StoreView(List<DayView> days, List<MemoryTable> memory, StreamRegistry.Use streams)
    implements AutoCloseable {
  /** Copies the lists. */
  public StoreView {
    days = List.copyOf(days);
    memory = List.copyOf(memory);
  }

  void acquire() {
    days.forEach(DayView::acquire);
    memory.forEach(MemoryTable::acquire);
  }

  /** What is in parts; this view must not be used any more. */
  public StoreView withoutMemory() {
    memory.forEach(MemoryTable::release);
    return new StoreView(days, List.of(), streams);
  }

  @Override
  public void close() {
    days.forEach(DayView::release);
    memory.forEach(MemoryTable::release);
    streams.close();
  }
}
