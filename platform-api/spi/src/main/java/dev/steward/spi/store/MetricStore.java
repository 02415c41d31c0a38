package dev.steward.spi.store;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps samples by series and finds them again. Safe for any thread.
 *
 * <p>A store knows no query language. Readers get a {@link dev.steward.spi.error.StewardException}
 * when their {@link QueryContext} ends or the storage fails; a damaged part is set aside, and
 * answers that miss it carry a warning in the context.
 */
public interface MetricStore extends AutoCloseable {
  /**
   * The handle of a series.
   *
   * @throws dev.steward.spi.error.StewardException with {@code INVALID_ARGUMENT} where the store
   *     does not take such labels
   */
  SeriesHandle series(Labels labels);

  /**
   * Stores what it can of a batch, once for its origin.
   *
   * <p>When the future completes, what was stored survives a crash of the process and of the
   * machine, and readers see it. A sample that equals a stored one counts as repeated; one that
   * cannot be kept is refused with its reason, and the others are kept. Batches of one source must
   * be handed over in the order of their sequences; many may be under way. The future fails with a
   * {@code StewardException}: {@code UNAVAILABLE} where the same batch may succeed later, else
   * {@code STORAGE_FAILED}.
   */
  CompletableFuture<AppendReceipt> append(SampleBatch batch);

  /** The last sequence stored of a source, or empty where there is none. */
  OptionalLong lastSequence(String source);

  /** Series that match and their samples. */
  SeriesCursor read(MetricQuery query, QueryContext context);

  /**
   * Labels of series that match and may have a sample in the range (a store may answer a little
   * more: whole blocks); sorted.
   */
  Collection<Labels> seriesLabels(Selector selector, TimeRange rangeMillis, QueryContext context);

  /** Exemplars of series that match, by series, rising in time. */
  Map<Labels, List<Exemplar>> exemplars(
      Selector selector, TimeRange rangeMillis, QueryContext context);

  /** What is known of metric families; several entries where senders disagree. */
  Map<String, List<MetricMetadata>> metadata();

  /** What the store holds, and the {@code top} largest of each ranking. */
  MetricStatistics statistics(int top);

  /**
   * Deletes samples: from now on no reader sees them, and their bytes are gone after the next
   * compaction.
   */
  void delete(Selector selector, TimeRange rangeMillis, QueryContext context);

  /** How the store is. */
  StoreHealth health();

  /** Label names of the series in a selection, sorted. */
  default Set<String> labelNames(Selector selector, TimeRange rangeMillis, QueryContext context) {
    Set<String> names = new TreeSet<>();
    for (Labels labels : seriesLabels(selector, rangeMillis, context)) {
      labels.forEach((name, value) -> names.add(name));
    }
    return names;
  }

  /** Values of a label among the series in a selection, sorted. */
  default Set<String> labelValues(
      String name, Selector selector, TimeRange rangeMillis, QueryContext context) {
    Set<String> values = new TreeSet<>();
    for (Labels labels : seriesLabels(selector, rangeMillis, context)) {
      String value = labels.value(name);
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
