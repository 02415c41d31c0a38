package dev.steward.logstore.query;

import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.block.PayloadSection;
import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.memory.EntryLevels;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.store.StoreView;
import dev.steward.spi.store.LogCounting;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts entries in windows. A run of lines that lies in the same windows is counted from the table
 * of blocks; one that a window's edge cuts, from its timestamps; and only where a filter or the
 * bytes of single lines need it, the lines themselves are put together.
 */
final class Counter {
  private final QueryScope scope;
  private final LogCounting counting;
  private final Windows windows;
  private final CountRows rows;

  Counter(QueryScope scope, LogCounting counting) {
    this.scope = scope;
    this.counting = counting;
    this.windows = new Windows(counting);
    this.rows = new CountRows(counting, scope.registry());
  }

  List<LogCounting.Counts> count(StoreView view) {
    for (MemoryTable table : view.memory()) {
      countMemory(table);
    }
    new Candidates(scope).visit(view.days(), windows.range(), this::countBlock);
    return rows.result();
  }

  private void countMemory(MemoryTable table) {
    BitSet picked = scope.registry().select(scope.selector());
    int limit = table.streamLimit();
    for (int stream = picked.nextSetBit(0);
        stream >= 0 && stream < limit;
        stream = picked.nextSetBit(stream + 1)) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer != null) {
        countBuffer(stream, buffer);
      }
    }
  }

  private void countBuffer(int stream, StreamBuffer buffer) {
    StreamBuffer.Extent extent = buffer.extent();
    if (!windows.range().touches(extent.first(), extent.last())) {
      return;
    }
    scope.context().checkpoint();
    StreamBuffer.Snapshot entries = buffer.snapshot(extent);
    EntryLevels levels = new EntryLevels();
    for (int i = 0; i < entries.size(); i++) {
      windows.seek(entries.times()[i]);
      if (windows.from() < windows.to()) {
        if (!scope.filters().isEmpty()) {
          scope.context().chargeLines(1, entries.lengths()[i]);
          if (!scope.filters().accepts(entries.line(i))) {
            continue;
          }
        }
        rows.row(stream, counting.byDetectedLevel() ? levels.of(entries, i) : null)
            .add(windows, 1, counting.withBytes() ? entries.lengths()[i] : 0);
      }
    }
  }

  private void countBlock(PartReader part, PartContents contents, int block, int[] runs)
      throws IOException {
    BlockCounter counter = new BlockCounter(part, contents, block);
    BlockTable table = contents.table();
    int line = 0;
    int next = 0;
    for (int run = table.firstRun(block); next < runs.length; run++) {
      if (run == runs[next]) {
        counter.count(run, line, contents.streamIds()[table.stream(run)]);
        next++;
      }
      line += table.lines(run);
    }
  }

  /** Counts the runs of one block, reading no more of it than they need. */
  private final class BlockCounter {
    private final PartReader part;
    private final PartContents contents;
    private final int block;
    private @Nullable CountsSection counts;
    private @Nullable ShapesSection shapes;
    private @Nullable PayloadSection payload;
    private @Nullable BlockFilter filter;

    BlockCounter(PartReader part, PartContents contents, int block) {
      this.part = part;
      this.contents = contents;
      this.block = block;
    }

    void count(int run, int fromLine, int stream) throws IOException {
      BlockTable table = contents.table();
      windows.seek(table.first(run));
      boolean whole = table.last(run) <= windows.same();
      if (whole && windows.from() == windows.to()) {
        return;
      }
      if (whole && scope.filters().isEmpty() && !counting.byDetectedLevel()) {
        rows.row(stream, null)
            .add(windows, table.lines(run), counting.withBytes() ? table.bytes(run) : 0);
        return;
      }
      countLines(fromLine, fromLine + table.lines(run), stream);
    }

    private void countLines(int from, int to, int stream) throws IOException {
      CountsSection read = counts();
      boolean plain =
          scope.filters().isEmpty()
              && !counting.withBytes()
              && (!counting.byDetectedLevel() || read.levelIds().length == 0);
      if (plain) {
        countTimes(read, from, to, stream);
        return;
      }
      for (int line = from; line < to; line++) {
        long time = read.times()[line];
        if (line == from || time > windows.same()) {
          windows.seek(time);
        }
        if (windows.from() < windows.to() && accepts(line)) {
          rows.row(stream, read.level(line))
              .add(windows, 1, counting.withBytes() ? payload().length(line) : 0);
        }
      }
    }

    /** Times rise within a run, so that equal windows follow each other. */
    private void countTimes(CountsSection read, int from, int to, int stream) {
      CountRows.Row row = rows.row(stream, read.level(from));
      long[] times = read.times();
      if (windows.areNeighbours()) {
        countNeighbours(times, from, to, row);
        return;
      }
      int line = from;
      while (line < to) {
        windows.seek(times[line]);
        long same = windows.same();
        int start = line;
        while (line < to && times[line] <= same) {
          line++;
        }
        row.add(windows, line - start, 0);
      }
    }

    /** One division for each window that the run touches, not for each line. */
    private void countNeighbours(long[] times, int from, int to, CountRows.Row row) {
      int line = from;
      while (line < to) {
        int window = windows.only(times[line]);
        int start = line++;
        if (window >= 0) {
          long end = counting.end(window);
          while (line < to && times[line] <= end) {
            line++;
          }
          row.entries[window] += line - start;
        }
      }
    }

    private boolean accepts(int line) throws IOException {
      if (scope.filters().isEmpty()) {
        return true;
      }
      BlockFilter known = filter;
      if (known == null) {
        known = new BlockFilter(scope.filters(), shapes(), this::payload);
        filter = known;
      }
      return known.accepts(line);
    }

    private CountsSection counts() throws IOException {
      CountsSection read = counts;
      if (read == null) {
        read = part.counts(contents, block);
        counts = read;
      }
      return read;
    }

    private ShapesSection shapes() throws IOException {
      ShapesSection read = shapes;
      if (read == null) {
        read = part.shapes(contents, block);
        shapes = read;
      }
      return read;
    }

    private PayloadSection payload() throws IOException {
      PayloadSection read = payload;
      if (read == null) {
        read = part.payload(contents, block, shapes());
        payload = read;
        scope.context().chargeLines(shapes().ordinals().length, contents.bytes(block));
      }
      return read;
    }
  }
}
