package dev.steward.testkit.store.metric;

import static dev.steward.testkit.store.metric.MetricStoreFixture.T;
import static dev.steward.testkit.store.metric.MetricStoreFixture.metric;
import static dev.steward.testkit.store.metric.MetricStoreFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.model.NativeHistogram.Span;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.spi.store.SeriesHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Native histograms and start times come back as they were. */
interface HistogramContract extends MetricStoreFixture {
  private static List<NativeHistogram> samples() {
    NativeHistogram integer =
        NativeHistogram.builder()
            .schema(3)
            .zero(0.001, 2)
            .count(12)
            .sum(18.4)
            .positive(new Span[] {new Span(-2, 2), new Span(3, 1)}, new double[] {1, 2, 3})
            .negative(new Span[] {new Span(0, 2)}, new double[] {3, 1})
            .integer(true)
            .build();
    NativeHistogram custom =
        NativeHistogram.builder()
            .schema(NativeHistogram.CUSTOM_BUCKETS)
            .count(3.5)
            .sum(-0.25)
            .positive(new Span[] {new Span(0, 3)}, new double[] {0.5, 1, 2})
            .customBounds(new double[] {0.1, 2.5})
            .resetHint(ResetHint.GAUGE)
            .build();
    return List.of(
        integer,
        integer.edit().sum(20).count(14).zero(0.001, 4).resetHint(ResetHint.NOT_RESET).build(),
        integer.edit().sum(SampleValues.STALE).build(),
        custom,
        NativeHistogram.builder().build(),
        integer.edit().integer(false).zero(0.5, 0.5).build());
  }

  @Test
  default void histogramsComeBackAsTheyWere() {
    SeriesHandle handle = store().series(series("latency", "h1"));
    SampleBatch batch = new SampleBatch(null, 16);
    List<Object> expected = new ArrayList<>();
    for (NativeHistogram histogram : samples()) {
      batch.add(handle, T + 1000L * batch.size(), histogram);
      expected.add(histogram);
    }
    batch.add(handle, T + 1000L * batch.size(), 7.5);
    expected.add(7.5);
    assertEquals(AppendReceipt.stored(7), append(batch));
    assertEquals(expected, readMixed());
    settle();
    assertEquals(expected, readMixed());
  }

  private List<Object> readMixed() {
    SampleColumns columns = new SampleColumns();
    MetricQuery query = new MetricQuery(metric("latency"), TimeRange.ALL);
    try (SeriesCursor cursor = store().read(query, MetricStoreFixture.context())) {
      assertTrue(cursor.next());
      cursor.read(columns);
    }
    List<Object> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      NativeHistogram histogram = columns.histogram(i);
      found.add(histogram == null ? columns.values()[i] : histogram);
    }
    return found;
  }

  @Test
  default void anEqualHistogramIsRepeatedAndAnotherIsRefused() {
    for (int round = 0; round < 2; round++) {
      for (NativeHistogram histogram : samples().subList(0, 2)) {
        SampleBatch batch = new SampleBatch(null, 1);
        batch.add(store().series(series("latency", "h1")), T, histogram);
        append(batch);
      }
      settle();
    }
    assertTrue(
        MetricStoreFixture.refusedFor(
            append(series("latency", "h1"), T, samples().getFirst().sum()),
            RefusalReason.DUPLICATE_TIMESTAMP));
    assertEquals(List.of(samples().getFirst()), readMixed());
  }

  @Test
  default void startTimesComeBack() {
    SeriesHandle handle = store().series(series("requests", "h1"));
    SampleBatch batch = new SampleBatch(null, 3);
    batch.add(handle, T, 1);
    batch.setStart(T - 5000);
    batch.add(handle, T + 1000, 2);
    batch.add(handle, T + 2000, samples().getFirst());
    batch.setStart(T + 1500);
    append(batch);
    for (int round = 0; round < 2; round++) {
      SampleColumns columns = new SampleColumns();
      MetricQuery query = new MetricQuery(metric("requests"), TimeRange.ALL);
      try (SeriesCursor cursor = store().read(query, MetricStoreFixture.context())) {
        assertTrue(cursor.next());
        cursor.read(columns);
      }
      assertEquals(T - 5000, columns.startMillis(0));
      assertEquals(SampleBatch.NO_START, columns.startMillis(1));
      assertEquals(T + 1500, columns.startMillis(2));
      assertNull(columns.histogram(0));
      settle();
    }
  }
}
