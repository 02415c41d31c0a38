package dev.steward.testkit.store.metric;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.MetricWindows;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What every part of the contract needs: how a store is made, and short words for using it. */
public interface MetricStoreFixture {
  /** The moment at which the store's clock stands. */
  Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** {@link #NOW} in milliseconds since the Unix epoch. */
  long T = NOW.toEpochMilli();

  /** A clock that stands at {@link #NOW}. */
  Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** The empty store under test; the same one within a test. */
  MetricStore store();

  /** A second, empty store with other windows, closed by the implementation after the test. */
  MetricStore storeWith(MetricWindows windows);

  /**
   * Puts everything in memory where it ends up in the long run, such as in files; may do nothing.
   */
  void settle();

  /** Labels of a metric on a host. */
  static Labels series(String metric, String host) {
    return Labels.of(Labels.METRIC_NAME, metric, "host", host);
  }

  /** A batch with no origin that holds one sample. */
  default SampleBatch one(Labels labels, long timestampMillis, double value) {
    return batch(null, labels, timestampMillis, value);
  }

  /** A batch from an agent that holds one sample. */
  default SampleBatch fromAgent(long sequence, Labels labels, long timestampMillis, double value) {
    return batch(new Origin("agent-1", sequence), labels, timestampMillis, value);
  }

  private SampleBatch batch(
      @org.jspecify.annotations.Nullable Origin origin,
      Labels labels,
      long timestampMillis,
      double value) {
    SampleBatch batch = new SampleBatch(origin, 1);
    batch.add(store().series(labels), timestampMillis, value);
    return batch;
  }

  /** Stores a batch and waits for its receipt. */
  default AppendReceipt append(SampleBatch batch) {
    return await(store(), batch);
  }

  /** Stores one sample and waits for its receipt. */
  default AppendReceipt append(Labels labels, long timestampMillis, double value) {
    return append(one(labels, timestampMillis, value));
  }

  /** Stores a batch in a store and waits for its receipt. */
  static AppendReceipt await(MetricStore store, SampleBatch batch) {
    try {
      return store.append(batch).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("append failed", e);
    }
  }

  /** A receipt that says one sample was refused for a reason. */
  static boolean refusedFor(AppendReceipt receipt, RefusalReason reason) {
    return receipt.stored() == 0
        && receipt.repeated() == 0
        && receipt.refusals().size() == 1
        && receipt.refusals().getFirst().reason() == reason
        && receipt.refusals().getFirst().count() == 1;
  }

  /** A context without limits that tests would meet. */
  static QueryContext context() {
    return new QueryContext(
        System::nanoTime, Duration.ofMinutes(1), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Picks the series of a metric. */
  static Selector metric(String name) {
    return Selector.of(new LabelMatcher.Equal(Labels.METRIC_NAME, name));
  }

  /** A sample as text, NaNs told apart: {@code time=value}. */
  static String show(long timestampMillis, double value) {
    String text =
        Double.isNaN(value)
            ? "NaN:" + Long.toHexString(Double.doubleToRawLongBits(value))
            : Double.toString(value);
    return (timestampMillis - T) + "=" + text;
  }

  /** All samples of a selection, as {@link #show} writes them with times relative to {@link #T}. */
  default Map<Labels, List<String>> read(Selector selector, TimeRange range) {
    return read(store(), selector, range);
  }

  /** The same of any store. */
  static Map<Labels, List<String>> read(MetricStore store, Selector selector, TimeRange range) {
    Map<Labels, List<String>> found = new TreeMap<>();
    SampleColumns columns = new SampleColumns();
    try (SeriesCursor cursor = store.read(new MetricQuery(selector, range), context())) {
      while (cursor.next()) {
        columns.clear();
        cursor.read(columns);
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          samples.add(show(columns.timestampsMillis()[i], columns.values()[i]));
        }
        found.put(cursor.labels(), samples);
      }
    }
    return found;
  }

  /** All samples of one metric's only series. */
  default List<String> readOne(String metric) {
    Map<Labels, List<String>> found = read(metric(metric), TimeRange.ALL);
    return found.isEmpty() ? List.of() : found.values().iterator().next();
  }
}
