package dev.steward.query.promql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.value.QueryResult;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Series;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleBatch;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromqlEngineTest {
  private final MetricStore store =
      new InMemoryMetricStore(Clock.fixed(Instant.ofEpochSecond(3600), ZoneOffset.UTC));
  private final PromqlEngine engine = new PromqlEngine(store, PromqlOptions.DEFAULT);

  @AfterEach
  void close() {
    store.close();
  }

  private void fill(int series, int samples) {
    SampleBatch batch = new SampleBatch(null, series * samples);
    for (int i = 0; i < series; i++) {
      var handle = store.series(Labels.of("__name__", "hits_total", "page", "p" + i));
      for (int j = 0; j < samples; j++) {
        batch.add(handle, j * 15_000L, i + j);
      }
    }
    store.append(batch).join();
  }

  private QueryResult instant(String query, long seconds) {
    return engine.instant(query, seconds * 1000, QueryContext.unlimited());
  }

  private static StewardException failure(Runnable query) {
    return assertThrows(StewardException.class, query::run);
  }

  @Test
  void manySeriesComeBackInOrderThroughTheReadAhead() {
    fill(1000, 5);
    QueryResult result = engine.range("hits_total", 0, 60_000, 15_000, QueryContext.unlimited());
    List<Series> series = assertInstanceOf(QueryValue.Matrix.class, result.value()).series();
    assertEquals(1000, series.size());
    for (int i = 1; i < series.size(); i++) {
      assertTrue(series.get(i - 1).labels().compareTo(series.get(i).labels()) < 0);
    }
    assertEquals(4, series.getFirst().points().value(4));
  }

  @Test
  void anErrorInTheMiddleOfManySeriesStopsTheReadAhead() {
    fill(1000, 5);
    StewardException error =
        failure(() -> instant("label_replace(hits_total, \"page\", \"\", \"page\", \".*\")", 60));
    assertEquals(ErrorCode.EXECUTION_FAILED, error.code());
    assertEquals(2.0, scalar("scalar(count(hits_total{page=~\"p1|p2\"}))"));
  }

  private double scalar(String query) {
    return assertInstanceOf(QueryValue.Scalar.class, instant(query, 60).value()).value();
  }

  @Test
  void aQueryStopsAtItsSampleBudget() {
    fill(200, 5);
    QueryContext context =
        new QueryContext(System::nanoTime, Duration.ofMinutes(1), 100, Long.MAX_VALUE);
    StewardException error = failure(() -> engine.range("hits_total", 0, 60_000, 15_000, context));
    assertEquals(ErrorCode.EXECUTION_FAILED, error.code());
  }

  @Test
  void aCancelledQueryStops() {
    fill(1, 5);
    QueryContext context = QueryContext.unlimited();
    context.cancel();
    StewardException error = failure(() -> engine.instant("hits_total", 0, context));
    assertEquals(ErrorCode.CANCELLED, error.code());
  }

  @Test
  void experimentalPartsAreRefusedUnlessAllowed() {
    for (String query :
        List.of(
            "mad_over_time(hits_total[1m])",
            "limitk(1, hits_total)",
            "hits_total smoothed",
            "rate(hits_total[1m] anchored)",
            "hits_total + fill(0) hits_total",
            "info(hits_total)")) {
      StewardException error = failure(() -> instant(query, 60));
      assertEquals(ErrorCode.INVALID_ARGUMENT, error.code(), query);
      PromqlOptions allowing = PromqlOptions.DEFAULT.withExperimental(true);
      engine.with(allowing).instant(query, 60_000, QueryContext.unlimited());
    }
  }

  @Test
  void namesLeaveAtOnceUnlessDelayed() {
    SampleBatch batch = new SampleBatch(null, 2);
    batch.add(store.series(Labels.of("__name__", "a_total", "x", "1")), 0, 1);
    batch.add(store.series(Labels.of("__name__", "b_total", "x", "1")), 0, 2);
    store.append(batch).join();
    String query = "sum by (x) (abs({x=\"1\"}))";
    StewardException error = failure(() -> instant(query, 0));
    assertEquals("vector cannot contain metrics with the same labelset", error.getMessage());
    PromqlOptions delayed = PromqlOptions.DEFAULT.withDelayedNameRemoval(true);
    QueryResult result = engine.with(delayed).instant(query, 0, QueryContext.unlimited());
    var samples = assertInstanceOf(QueryValue.InstantVector.class, result.value()).samples();
    assertEquals(3, samples.getFirst().value());
  }

  @Test
  void theLookbackIsAnOption() {
    fill(1, 1);
    PromqlOptions shorter = PromqlOptions.DEFAULT.withLookback(Duration.ofSeconds(30));
    QueryResult result =
        engine.with(shorter).instant("hits_total", 30_000, QueryContext.unlimited());
    assertEquals(new QueryValue.InstantVector(List.of()), result.value());
  }

  @Test
  void rangeQueriesTakeNumbersAndVectorsOnly() {
    for (String query : List.of("\"text\"", "hits_total[5m]")) {
      StewardException error =
          failure(() -> engine.range(query, 0, 1000, 1000, QueryContext.unlimited()));
      assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
      assertTrue(String.valueOf(error.getMessage()).startsWith("invalid expression type"));
    }
  }

  @Test
  void warningsOfTheStoreAreAmongTheNotices() {
    QueryContext context = QueryContext.unlimited();
    context.warn("block 7 is damaged");
    QueryResult result = engine.instant("hits_total", 0, context);
    assertEquals(List.of("block 7 is damaged"), result.notices().warnings());
  }
}
