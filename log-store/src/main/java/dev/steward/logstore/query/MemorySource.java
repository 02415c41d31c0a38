package dev.steward.logstore.query;

import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The entries of one stream in a memory table. */
final class MemorySource extends Source {
  private final QueryScope scope;
  private final Labels stream;
  private final StreamBuffer buffer;
  private final StreamBuffer.Extent extent;
  private StreamBuffer.@Nullable Snapshot snapshot;

  MemorySource(
      QueryScope scope,
      int rank,
      Labels stream,
      StreamBuffer buffer,
      StreamBuffer.Extent extent,
      boolean backward) {
    super(rank, backward ? extent.last() : extent.first());
    this.scope = scope;
    this.stream = stream;
    this.buffer = buffer;
    this.extent = extent;
  }

  private StreamBuffer.Snapshot entries() {
    StreamBuffer.Snapshot taken = snapshot;
    if (taken == null) {
      taken = buffer.snapshot(extent);
      snapshot = taken;
    }
    return taken;
  }

  @Override
  int[] matches() {
    StreamBuffer.Snapshot entries = entries();
    int[] order = entries.inOrder();
    int found = 0;
    for (int entry : order) {
      if (scope.range().contains(entries.times()[entry])) {
        scope.context().chargeLines(1, entries.lengths()[entry]);
        if (scope.filters().isEmpty() || scope.filters().accepts(entries.line(entry))) {
          order[found++] = entry;
        }
      }
    }
    return Arrays.copyOf(order, found);
  }

  @Override
  long time(int entry) {
    return entries().times()[entry];
  }

  @Override
  Labels stream(int entry) {
    return stream;
  }

  @Override
  LogEntry entry(int entry) {
    return entries().entry(entry);
  }

  @Override
  @Nullable String location() {
    return null;
  }
}
