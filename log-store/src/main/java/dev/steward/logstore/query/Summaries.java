package dev.steward.logstore.query;

import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.store.StoreView;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.LogStatistics;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of a selection from tables alone: its streams and how much it is. */
final class Summaries {
  private final QueryScope scope;
  private final BitSet found = new BitSet();
  private long chunks;
  private double bytes;
  private double entries;

  Summaries(QueryScope scope, StoreView view) {
    this.scope = scope;
    for (MemoryTable table : view.memory()) {
      addMemory(table);
    }
    new Candidates(scope)
        .visit(
            view.days(),
            scope.range(),
            (part, contents, block, runs) -> {
              BlockTable table = contents.table();
              chunks++;
              for (int run : runs) {
                found.set(contents.streamIds()[table.stream(run)]);
                add(table.first(run), table.last(run), table.lines(run), table.bytes(run));
              }
            });
  }

  private void addMemory(MemoryTable table) {
    BitSet picked = scope.registry().select(scope.selector());
    int limit = table.streamLimit();
    for (int stream = picked.nextSetBit(0);
        stream >= 0 && stream < limit;
        stream = picked.nextSetBit(stream + 1)) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer != null) {
        StreamBuffer.Extent held = buffer.extent();
        if (scope.range().touches(held.first(), held.last())) {
          found.set(stream);
          chunks++;
          add(held.first(), held.last(), held.size(), held.bytes());
        }
      }
    }
  }

  /** Adds the share of a run that lies in the range, in proportion to time. */
  private void add(long first, long last, long lineCount, long byteCount) {
    TimeRange range = scope.range();
    double share = 1;
    if (!range.covers(first, last) && last > first) {
      double from = Math.max((double) range.start(), first);
      double to = Math.min((double) range.end(), last);
      share = Math.clamp((to - from) / ((double) last - first), 0, 1);
    }
    entries += share * lineCount;
    bytes += share * byteCount;
  }

  Collection<Labels> streams() {
    List<Labels> streams = new ArrayList<>(found.cardinality());
    found.stream().forEach(stream -> streams.add(scope.registry().labels(stream)));
    streams.sort(null);
    return streams;
  }

  LogStatistics statistics() {
    return new LogStatistics(found.cardinality(), chunks, Math.round(bytes), Math.round(entries));
  }
}
