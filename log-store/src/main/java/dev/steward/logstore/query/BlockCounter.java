package dev.steward.logstore.query;

import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.block.PayloadSection;
import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.CountsReader;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.spi.store.LogCounting;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts entries of parts in windows. A part that lies in the same windows as a whole is counted
 * from the sums of its streams, and a run of lines that does from the table of blocks; one that a
 * window's edge cuts, from its timestamps; and only where a filter or the bytes of single lines
 * need it, the lines themselves are put together. For one thread.
 */
final class BlockCounter implements Candidates.Visitor {
  private final QueryScope scope;
  private final LogCounting counting;
  private final Windows windows;
  private final CountRows rows;
  private final CountsReader countsReader;

  BlockCounter(QueryScope scope, LogCounting counting) {
    this.scope = scope;
    this.counting = counting;
    this.windows = new Windows(counting);
    this.rows = new CountRows(counting, scope.registry());
    this.countsReader = new CountsReader(counting.byDetectedLevel());
  }

  /** What was counted so far. */
  CountRows rows() {
    return rows;
  }

  private boolean countsRuns() {
    return scope.filters().isEmpty() && !counting.byDetectedLevel();
  }

  @Override
  public boolean part(PartReader part, PartContents contents, BitSet picked) {
    windows.seek(part.footer().first());
    if (!countsRuns() || part.footer().last() > windows.same()) {
      return false;
    }
    if (windows.from() < windows.to()) {
      int[] streams = contents.streamIds();
      for (int i = 0; i < streams.length; i++) {
        if (picked.get(streams[i])) {
          rows.row(streams[i], null)
              .add(
                  windows,
                  contents.streamLines()[i],
                  counting.withBytes() ? contents.streamBytes()[i] : 0);
        }
      }
    }
    return true;
  }

  @Override
  public void block(PartReader part, PartContents contents, int block, int[] runs)
      throws IOException {
    OpenBlock open = new OpenBlock(part, contents, block);
    BlockTable table = contents.table();
    int line = 0;
    int next = 0;
    for (int run = table.firstRun(block); next < runs.length; run++) {
      if (run == runs[next]) {
        open.count(run, line, contents.streamIds()[table.stream(run)]);
        next++;
      }
      line += table.lines(run);
    }
  }

  /** Counts the runs of one block, reading no more of it than they need. */
  private final class OpenBlock {
    private final PartReader part;
    private final PartContents contents;
    private final int block;
    private @Nullable CountsSection counts;
    private @Nullable ShapesSection shapes;
    private @Nullable PayloadSection payload;
    private @Nullable BlockFilter filter;

    OpenBlock(PartReader part, PartContents contents, int block) {
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
      if (whole && countsRuns()) {
        rows.row(stream, null)
            .add(windows, table.lines(run), counting.withBytes() ? table.bytes(run) : 0);
        return;
      }
      countLines(fromLine, fromLine + table.lines(run), stream);
    }

    private void countLines(int from, int to, int stream) throws IOException {
      if (!scope.filters().isEmpty()) {
        countMatches(from, to, stream);
        return;
      }
      CountsSection read = counts();
      boolean plain =
          !counting.withBytes() && (!counting.byDetectedLevel() || read.levelIds().length == 0);
      if (plain) {
        countTimes(read, from, to, stream);
        return;
      }
      for (int line = from; line < to; line++) {
        add(read, line, stream);
      }
    }

    /** Filters come first: a block without a match needs no times. */
    private void countMatches(int from, int to, int stream) throws IOException {
      for (int line = from; line < to; line++) {
        if (filter().accepts(line)) {
          add(counts(), line, stream);
        }
      }
    }

    private void add(CountsSection read, int line, int stream) throws IOException {
      windows.seek(read.times()[line]);
      if (windows.from() < windows.to()) {
        rows.row(stream, counting.byDetectedLevel() ? read.level(line) : null)
            .add(windows, 1, counting.withBytes() ? payload().length(line) : 0);
      }
    }

    /** Times rise within a run, so that equal windows follow each other. */
    private void countTimes(CountsSection read, int from, int to, int stream) {
      CountRows.Row row = rows.row(stream, counting.byDetectedLevel() ? read.level(from) : null);
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

    /** The window is looked for once where lines follow each other in it, not for each line. */
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

    private BlockFilter filter() throws IOException {
      BlockFilter known = filter;
      if (known == null) {
        known = new BlockFilter(scope.filters(), shapes(), this::payload);
        filter = known;
      }
      return known;
    }

    private CountsSection counts() throws IOException {
      CountsSection read = counts;
      if (read == null) {
        read = countsReader.read(part, contents, block);
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
