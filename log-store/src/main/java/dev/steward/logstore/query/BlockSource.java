package dev.steward.logstore.query;

import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.block.PayloadSection;
import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.memory.StableOrder;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of one block of a part. */
final class BlockSource extends Source {
  /**
   * A run of the block whose stream is selected.
   *
   * @param stream its labels
   * @param from number of its first line in the block
   * @param to number of the line after its last
   */
  private record SelectedRun(Labels stream, int from, int to) {}

  private final QueryScope scope;
  private final PartReader part;
  private final PartContents contents;
  private final int block;
  private final int[] runs;
  private List<SelectedRun> selected = List.of();
  private @Nullable CountsSection counts;
  private @Nullable PayloadSection payload;
  private @Nullable ShapesSection shapes;

  BlockSource(
      QueryScope scope,
      int rank,
      long bound,
      PartReader part,
      PartContents contents,
      int block,
      int[] runs) {
    super(rank, bound);
    this.scope = scope;
    this.part = part;
    this.contents = contents;
    this.block = block;
    this.runs = runs;
  }

  @Override
  int[] matches() throws IOException {
    selected = selectedRuns();
    int[] order = new int[selected.stream().mapToInt(run -> run.to() - run.from()).sum()];
    int found = 0;
    for (SelectedRun run : selected) {
      for (int line = run.from(); line < run.to(); line++) {
        order[found++] = line;
      }
    }
    if (!scope.filters().isEmpty()) {
      found = filter(order, found);
    }
    if (found == 0) {
      return new int[0];
    }
    CountsSection readCounts = part.counts(contents, block);
    counts = readCounts;
    int inRange = 0;
    for (int i = 0; i < found; i++) {
      if (scope.range().contains(readCounts.times()[order[i]])) {
        order[inRange++] = order[i];
      }
    }
    order = Arrays.copyOf(order, inRange);
    StableOrder.sort(order, readCounts.times());
    return order;
  }

  /** The runs in order of their labels, as entries of the same nanosecond come. */
  private List<SelectedRun> selectedRuns() {
    BlockTable table = contents.table();
    SelectedRun[] found = new SelectedRun[runs.length];
    int next = 0;
    int line = 0;
    for (int run = table.firstRun(block); next < runs.length; run++) {
      if (run == runs[next]) {
        Labels labels = scope.registry().labels(contents.streamIds()[table.stream(run)]);
        found[next++] = new SelectedRun(labels, line, line + table.lines(run));
      }
      line += table.lines(run);
    }
    Arrays.sort(found, Comparator.comparing(SelectedRun::stream));
    return List.of(found);
  }

  private int filter(int[] lines, int count) throws IOException {
    BlockFilter filter = new BlockFilter(scope.filters(), shapes(), this::payload);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (filter.accepts(lines[i])) {
        lines[kept++] = lines[i];
      }
    }
    return kept;
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
      long bytes = 0;
      long lines = 0;
      for (int run : runs) {
        bytes += contents.table().bytes(run);
        lines += contents.table().lines(run);
      }
      scope.context().chargeLines(lines, bytes);
    }
    return read;
  }

  private CountsSection counts() {
    CountsSection read = counts;
    if (read == null) {
      throw new IllegalStateException("block source: not opened");
    }
    return read;
  }

  @Override
  long time(int entry) {
    return counts().times()[entry];
  }

  @Override
  Labels stream(int entry) {
    for (SelectedRun run : selected) {
      if (entry >= run.from() && entry < run.to()) {
        return run.stream();
      }
    }
    throw new IllegalStateException("line " + entry + ": in no run");
  }

  @Override
  LogEntry entry(int entry) throws IOException {
    PayloadSection read = payload();
    return new LogEntry(time(entry), read.line(entry), read.metadata(entry, counts().level(entry)));
  }

  @Override
  @Nullable String location() {
    return "log part " + part.name() + ", block " + block;
  }
}
