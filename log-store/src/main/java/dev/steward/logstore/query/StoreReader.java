package dev.steward.logstore.query;

import dev.steward.logstore.filter.FilterMemory;
import dev.steward.logstore.filter.FilterPlan;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.store.DayView;
import dev.steward.logstore.store.Quarantine;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.store.StoreView;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStatistics;
import dev.steward.spi.store.PatternCounts;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Answers queries over memory and parts alike. Safe for any thread. */
public final class StoreReader {
  private final StoreState state;
  private final StreamRegistry registry;
  private final Quarantine quarantine;
  private final FilterMemory memory = new FilterMemory();
  private final Executor helpers;
  private final int helperCount;

  /**
   * A reader of a state.
   *
   * @param helpers runs what a query may do beside its own thread
   * @param helperCount so many of them are worth having for one query; 0 for none
   */
  public StoreReader(
      StoreState state,
      StreamRegistry registry,
      Quarantine quarantine,
      Executor helpers,
      int helperCount) {
    this.state = state;
    this.registry = registry;
    this.quarantine = quarantine;
    this.helpers = helpers;
    this.helperCount = helperCount;
  }

  private QueryScope scope(LogQuery query, TimeRange range, QueryContext context) {
    context.checkpoint();
    return new QueryScope(
        query.selector(),
        registry,
        range,
        new FilterPlan(query.filters(), memory),
        context,
        quarantine);
  }

  /** Entries that match, in order of time. */
  public LogCursor read(LogQuery query, Direction direction, QueryContext context) {
    return read(query, direction, context, state.view());
  }

  /** Entries of parts that match; what is in memory is left out. */
  public LogCursor readParts(LogQuery query, QueryContext context) {
    return read(query, Direction.FORWARD, context, state.view().withoutMemory());
  }

  private LogCursor read(
      LogQuery query, Direction direction, QueryContext context, StoreView view) {
    try {
      QueryScope scope = scope(query, query.range(), context);
      boolean backward = direction == Direction.BACKWARD;
      return new MergedCursor(scope, view, sources(scope, view, backward), backward);
    } catch (RuntimeException e) {
      view.close();
      throw e;
    }
  }

  private static List<Source> sources(QueryScope scope, StoreView view, boolean backward) {
    List<Source> sources = new ArrayList<>();
    new Candidates(scope)
        .visit(
            view.days(),
            scope.range(),
            (part, contents, block, runs) -> {
              BlockTable table = contents.table();
              long bound = backward ? Long.MIN_VALUE : Long.MAX_VALUE;
              for (int run : runs) {
                bound =
                    backward ? Math.max(bound, table.last(run)) : Math.min(bound, table.first(run));
              }
              sources.add(
                  new BlockSource(scope, sources.size(), bound, part, contents, block, runs));
            });
    for (MemoryTable table : view.memory()) {
      addMemory(scope, table, backward, sources);
    }
    return sources;
  }

  private static void addMemory(
      QueryScope scope, MemoryTable table, boolean backward, List<Source> sources) {
    BitSet picked = scope.registry().select(scope.selector());
    int limit = table.streamLimit();
    for (int stream = picked.nextSetBit(0);
        stream >= 0 && stream < limit;
        stream = picked.nextSetBit(stream + 1)) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer != null) {
        StreamBuffer.Extent extent = buffer.extent();
        if (scope.range().touches(extent.first(), extent.last())) {
          Labels labels = scope.registry().labels(stream);
          sources.add(new MemorySource(scope, sources.size(), labels, buffer, extent, backward));
        }
      }
    }
  }

  /** Counts of matching entries in windows. */
  public List<LogCounting.Counts> count(
      LogQuery query, LogCounting counting, QueryContext context) {
    try (StoreView view = state.view()) {
      return new Counter(() -> scope(query, TimeRange.ALL, context), counting)
          .count(view, helpers, helperCount);
    }
  }

  /** Streams with an entry in the range, or in a block that the range touches. */
  public Collection<Labels> streams(Selector selector, TimeRange range, QueryContext context) {
    try (StoreView view = state.view()) {
      return new Summaries(scope(new LogQuery(selector, range), range, context), view).streams();
    }
  }

  /**
   * Names of structured metadata among the entries of a time, of all streams; empty where a part
   * does not tell.
   */
  public Optional<Set<String>> metadataNames(TimeRange range, QueryContext context) {
    Set<String> names = new HashSet<>();
    try (StoreView view = state.view()) {
      view.memory().forEach(table -> names.addAll(table.metadataNames()));
      for (DayView day : view.days()) {
        for (PartReader part : day.parts()) {
          if (range.touches(part.footer().first(), part.footer().last())) {
            context.checkpoint();
            Optional<Set<String>> ofPart = part.contents().shapes().metadataNames();
            if (ofPart.isEmpty()) {
              return ofPart;
            }
            names.addAll(ofPart.get());
          }
        }
      }
    } catch (IOException e) {
      // Who reads the entries will hear what is damaged.
      return Optional.empty();
    }
    return Optional.of(names);
  }

  /** How much a selection is. */
  public LogStatistics statistics(Selector selector, TimeRange range, QueryContext context) {
    try (StoreView view = state.view()) {
      return new Summaries(scope(new LogQuery(selector, range), range, context), view).statistics();
    }
  }

  /** Shapes of lines and how often each occurred per step. */
  public List<PatternCounts> patterns(
      Selector selector, TimeRange range, long stepNanos, QueryContext context) {
    int steps =
        Math.toIntExact(Math.ceilDiv(Math.subtractExact(range.end(), range.start()), stepNanos));
    return table(selector, range, stepNanos, steps, context);
  }

  /** Shapes that services showed for the first time within the range. */
  public List<PatternCounts> newPatterns(Selector selector, TimeRange range, QueryContext context) {
    return table(selector, range, Long.MAX_VALUE, 1, context).stream()
        .filter(row -> range.contains(row.firstSeenNanos()))
        .toList();
  }

  private List<PatternCounts> table(
      Selector selector, TimeRange range, long stepNanos, int steps, QueryContext context) {
    try (StoreView view = state.view()) {
      QueryScope scope = scope(new LogQuery(selector, range), range, context);
      return new PatternTable(scope, stepNanos, steps, view).rows();
    }
  }
}
