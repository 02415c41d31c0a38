package dev.steward.spi.store;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps log lines by stream and finds them again. Safe for any thread.
 *
 * <p>A store knows no query language: what is wanted comes as a {@link LogQuery}, and the answer is
 * exactly what a scan of everything stored would give. Readers get a {@link
 * dev.steward.spi.error.StewardException} when their {@link QueryContext} ends or the storage
 * fails; a damaged part is set aside, and answers that miss it carry a warning in the context.
 */
public interface LogStore extends AutoCloseable {
  /**
   * Stores a batch whole, once for its origin.
   *
   * <p>When the future completes, the batch survives a crash of the process and of the machine, and
   * readers see it. Batches of one source must be handed over in the order of their sequences; many
   * may be under way. The future fails with a {@code StewardException}: {@code UNAVAILABLE} where
   * the same batch may succeed later (disk full), else {@code STORAGE_FAILED}.
   *
   * @return what was stored; a batch whose origin was already stored counts as repeated
   */
  CompletableFuture<AppendReceipt> append(LogBatch batch);

  /** The last sequence stored of a source, or empty where there is none. */
  OptionalLong lastSequence(String source);

  /** Entries that match, in order of time. */
  LogCursor read(LogQuery query, Direction direction, QueryContext context);

  /**
   * Counts of matching entries in windows, for each stream (and level) with at least one in any
   * window. The query's range is not used: the windows say which time is meant.
   */
  List<LogCounting.Counts> count(LogQuery query, LogCounting counting, QueryContext context);

  /**
   * Streams that have at least one entry in the range (a store may answer a little more than the
   * range: whole blocks).
   */
  Collection<Labels> streams(Selector selector, TimeRange range, QueryContext context);

  /**
   * Names of the structured metadata that entries in the selection carry, or more than those; empty
   * where the store cannot tell without reading the entries. It lets readers count by labels
   * without looking at each entry.
   */
  default Optional<Set<String>> metadataNames(
      Selector selector, TimeRange range, QueryContext context) {
    return Optional.empty();
  }

  /** How much the selection is; blocks that the range cuts count in proportion to time. */
  LogStatistics statistics(Selector selector, TimeRange range, QueryContext context);

  /**
   * Shapes of lines in the selection and how often each occurred per step.
   *
   * @param stepNanos length of a step; the first starts at the range's start
   */
  List<PatternCounts> patterns(
      Selector selector, TimeRange range, long stepNanos, QueryContext context);

  /** Shapes that the selection's services showed for the first time within the range. */
  List<PatternCounts> newPatterns(Selector selector, TimeRange range, QueryContext context);

  /**
   * Deletes matching entries: from now on no reader sees them, and their bytes are gone after the
   * next compaction.
   *
   * @return how many entries were deleted
   */
  long delete(LogQuery query, QueryContext context);

  /**
   * Calls back for each entry stored from now on that matches, on the writer's thread: the listener
   * must be quick and must not throw. Closing the handle ends it.
   */
  AutoCloseable follow(Selector selector, LogListener listener);

  /** How the store is. */
  StoreHealth health();

  /** Label names of the streams in a selection, sorted. */
  default Set<String> labelNames(Selector selector, TimeRange range, QueryContext context) {
    Set<String> names = new java.util.TreeSet<>();
    for (Labels stream : streams(selector, range, context)) {
      stream.forEach((name, value) -> names.add(name));
    }
    return names;
  }

  /** Values of a label among the streams in a selection, sorted. */
  default Set<String> labelValues(
      String name, Selector selector, TimeRange range, QueryContext context) {
    Set<String> values = new java.util.TreeSet<>();
    for (Labels stream : streams(selector, range, context)) {
      String value = stream.value(name);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** Writes what is in memory to disk and frees everything. Later calls fail. */
  @Override
  void close();
}
