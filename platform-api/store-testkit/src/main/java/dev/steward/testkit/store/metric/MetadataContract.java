package dev.steward.testkit.store.metric;

import static dev.steward.testkit.store.metric.MetricStoreFixture.T;
import static dev.steward.testkit.store.metric.MetricStoreFixture.metric;
import static dev.steward.testkit.store.metric.MetricStoreFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricStatistics;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands beside samples: exemplars, metadata, figures. */
interface MetadataContract extends MetricStoreFixture {
  @Test
  default void exemplarsAreFoundByTheirSeriesAndTime() {
    SeriesHandle handle = store().series(series("latency", "h1"));
    Exemplar first = new Exemplar(Labels.of("trace_id", "a"), 0.5, T - 1000);
    Exemplar second = new Exemplar(Labels.of("trace_id", "b"), 0.7, T);
    SampleBatch batch = new SampleBatch(null, 1);
    batch.add(handle, T, 1);
    batch.add(new SampleBatch.SeriesExemplar(handle, second));
    batch.add(new SampleBatch.SeriesExemplar(handle, first));
    append(batch);
    settle();
    assertEquals(
        Map.of(series("latency", "h1"), List.of(first, second)),
        store().exemplars(metric("latency"), TimeRange.ALL, MetricStoreFixture.context()));
    assertEquals(
        Map.of(series("latency", "h1"), List.of(first)),
        store().exemplars(metric("latency"), new TimeRange(0, T), MetricStoreFixture.context()));
    assertEquals(
        Map.of(), store().exemplars(metric("x"), TimeRange.ALL, MetricStoreFixture.context()));
  }

  @Test
  default void anExemplarSentAgainIsKeptOnce() {
    SeriesHandle handle = store().series(series("latency", "h1"));
    for (int i = 0; i < 2; i++) {
      SampleBatch batch = new SampleBatch(null, 1);
      batch.add(handle, T + i, 1);
      batch.add(
          new SampleBatch.SeriesExemplar(handle, new Exemplar(Labels.of("trace_id", "a"), 0.5, T)));
      append(batch);
    }
    assertEquals(
        Map.of(series("latency", "h1"), List.of(new Exemplar(Labels.of("trace_id", "a"), 0.5, T))),
        store().exemplars(metric("latency"), TimeRange.ALL, MetricStoreFixture.context()));
  }

  @Test
  default void metadataIsKeptByFamilyEvenWhereSendersDisagree() {
    MetricMetadata one = new MetricMetadata("up", MetricType.GAUGE, "Is it up?", "");
    MetricMetadata two = new MetricMetadata("up", MetricType.UNKNOWN, "", "");
    SampleBatch batch = new SampleBatch(null, 0);
    batch.add(one);
    batch.add(two);
    batch.add(one);
    append(batch);
    settle();
    assertEquals(Map.of("up", List.of(one, two)), store().metadata());
  }

  @Test
  default void statisticsSayWhoIsCostly() {
    for (int i = 0; i < 5; i++) {
      append(series("many", "h" + i), T + i, i);
    }
    append(series("few", "h1"), T - 1000, 1);
    MetricStatistics statistics = store().statistics(1);
    assertEquals(6, statistics.activeSeries());
    assertEquals(T - 1000, statistics.minTimeMillis());
    assertEquals(T + 4, statistics.maxTimeMillis());
    assertEquals(7, statistics.labelPairs());
    assertEquals(List.of(new MetricStatistics.Count("many", 5)), statistics.seriesByMetric());
    assertEquals(List.of(new MetricStatistics.Count("host", 5)), statistics.valuesByLabel());
    assertEquals(
        List.of(new MetricStatistics.Count("__name__=many", 5)), statistics.seriesByPair());
    assertEquals("host", statistics.bytesByLabel().getFirst().name());
  }

  @Test
  default void anEmptyStoreHasNoTimes() {
    MetricStatistics statistics = store().statistics(10);
    assertEquals(0, statistics.activeSeries());
    assertEquals(Long.MAX_VALUE, statistics.minTimeMillis());
    assertEquals(Long.MIN_VALUE, statistics.maxTimeMillis());
    assertTrue(store().health().writable());
  }
}
