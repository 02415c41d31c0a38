package dev.steward.logstore.store;

import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.logstore.part.PartWriter;
import dev.steward.logstore.part.StreamOrder;
import dev.steward.logstore.stream.StreamRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a memory table that belong to one day, in a part's order.
 *
 * @param table the table
 * @param registry what its stream numbers mean
 * @param epochDay the day
 */
record TableContent(MemoryTable table, StreamRegistry registry, long epochDay)
    implements Day.Content {
  /** The days of a table's entries. */
  static Iterable<Long> days(MemoryTable table) {
    TreeSet<Long> days = new TreeSet<>();
    for (int stream = 0; stream < table.streamLimit(); stream++) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer == null) {
        continue;
      }
      StreamBuffer.Extent extent = buffer.extent();
      long first = DayNames.of(extent.first());
      long last = DayNames.of(extent.last());
      days.add(first);
      if (first != last) {
        StreamBuffer.Snapshot entries = buffer.snapshot(extent);
        for (int i = 0; i < entries.size(); i++) {
          days.add(DayNames.of(entries.times()[i]));
        }
      }
    }
    return days;
  }

  @Override
  public void writeTo(PartWriter writer) throws IOException {
    List<Integer> streams = new ArrayList<>();
    for (int stream = 0; stream < table.streamLimit(); stream++) {
      if (table.buffer(stream) != null) {
        streams.add(stream);
      }
    }
    streams.sort(Comparator.comparing(registry::labels, StreamOrder.COMPARATOR));
    for (int stream : streams) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer != null) {
        write(stream, buffer, writer);
      }
    }
  }

  private void write(int stream, StreamBuffer buffer, PartWriter writer) throws IOException {
    StreamBuffer.Extent extent = buffer.extent();
    StreamBuffer.Snapshot entries = buffer.snapshot(extent);
    boolean wholly =
        DayNames.of(extent.first()) == epochDay && DayNames.of(extent.last()) == epochDay;
    boolean started = false;
    for (int i : entries.inOrder()) {
      long time = entries.times()[i];
      if (wholly || DayNames.of(time) == epochDay) {
        if (!started) {
          writer.stream(registry.labels(stream));
          started = true;
        }
        writer.add(
            time,
            entries.chunks()[i],
            entries.offsets()[i],
            entries.lengths()[i],
            entries.chunks()[i],
            entries.metadata()[i]);
      }
    }
  }
}
