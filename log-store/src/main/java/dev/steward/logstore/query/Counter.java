package dev.steward.logstore.query;

import dev.steward.logstore.memory.EntryLevels;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.logstore.store.StoreView;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.LogCounting;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts entries in windows: those in memory one by one, those of parts as {@link BlockCounter}
 * does. Parts are counted by several threads where there are helpers, each with a scope and sums of
 * its own: a sum does not depend on the order of what is added.
 */
final class Counter {
  /** Fewer parts than this are not worth a hand-over. */
  private static final int MIN_PARTS = 4;

  private final Supplier<QueryScope> scopes;
  private final LogCounting counting;
  private final TimeRange range;

  /**
   * A counter.
   *
   * @param scopes makes a scope of the query for each thread
   */
  Counter(Supplier<QueryScope> scopes, LogCounting counting) {
    this.scopes = scopes;
    this.counting = counting;
    this.range = new Windows(counting).range();
  }

  List<LogCounting.Counts> count(StoreView view, Executor helpers, int helperCount) {
    QueryScope scope = scopes.get();
    BlockCounter own = new BlockCounter(scope, counting);
    for (MemoryTable table : view.memory()) {
      countMemory(table, scope, own.rows());
    }
    Candidates candidates = new Candidates(scope);
    Queue<Candidates.Task> tasks =
        new ConcurrentLinkedQueue<>(candidates.tasks(view.days(), range));
    List<CompletableFuture<CountRows>> helping = new ArrayList<>();
    for (int i = 0; i < helperCount && tasks.size() >= MIN_PARTS; i++) {
      helping.add(CompletableFuture.supplyAsync(() -> help(tasks), helpers));
    }
    try {
      visit(tasks, candidates, own);
    } finally {
      // Whatever happened, nobody may read parts any more once the view is closed.
      tasks.clear();
      helping.forEach(Counter::await);
    }
    helping.forEach(rows -> own.rows().add(result(rows)));
    return own.rows().result();
  }

  private CountRows help(Queue<Candidates.Task> tasks) {
    QueryScope scope = scopes.get();
    BlockCounter counter = new BlockCounter(scope, counting);
    visit(tasks, new Candidates(scope), counter);
    return counter.rows();
  }

  private void visit(Queue<Candidates.Task> tasks, Candidates candidates, BlockCounter counter) {
    for (Candidates.@Nullable Task task = tasks.poll(); task != null; task = tasks.poll()) {
      candidates.visit(task, range, counter);
    }
  }

  private static void await(CompletableFuture<CountRows> helping) {
    helping.handle((rows, failure) -> rows).join();
  }

  private static CountRows result(CompletableFuture<CountRows> helping) {
    try {
      return helping.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void countMemory(MemoryTable table, QueryScope scope, CountRows rows) {
    Windows windows = new Windows(counting);
    BitSet picked = scope.registry().select(scope.selector());
    int limit = table.streamLimit();
    for (int stream = picked.nextSetBit(0);
        stream >= 0 && stream < limit;
        stream = picked.nextSetBit(stream + 1)) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer != null) {
        countBuffer(stream, buffer, scope, windows, rows);
      }
    }
  }

  private void countBuffer(
      int stream, StreamBuffer buffer, QueryScope scope, Windows windows, CountRows rows) {
    StreamBuffer.Extent extent = buffer.extent();
    if (!range.touches(extent.first(), extent.last())) {
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
}
