package dev.steward.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.metricstore.MetricStoreEngine;
import dev.steward.metricstore.MetricStoreOptions;
import dev.steward.metricstore.MetricStoreOptions.RolledAges;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.query.value.Points;
import dev.steward.query.value.QueryResult;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Series;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleBatch;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PromQL over a store whose old samples are points, beside a store that kept every sample. */
final class RollupQueriesTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** A multiple of a day. */
  private static final long T = Math.floorDiv(MetricStoreFixture.T, DAY) * DAY;

  private static final int DAYS = 8;

  @TempDir private Path folder;

  private final long seed = new Random().nextLong();
  private final InMemoryMetricStore everything = new InMemoryMetricStore(MetricStoreFixture.CLOCK);
  private MetricStoreEngine rolled;

  @BeforeEach
  void fillBoth() {
    // Ages for which blocks stay short, so that they can go.
    MetricStoreOptions all =
        MetricStoreOptions.DEFAULT.withAges(
            Duration.ofDays(10), new RolledAges(Duration.ofDays(40), null));
    try (MetricStoreEngine filling =
        MetricStoreEngine.open(folder, all, MetricStoreFixture.CLOCK)) {
      for (MetricStore store : List.of(everything, filling)) {
        fill(store, new Random(seed));
      }
      filling.compact();
    }
    rolled =
        MetricStoreEngine.open(
            folder,
            all.withAges(Duration.ofDays(3), new RolledAges(Duration.ofDays(5), null)),
            MetricStoreFixture.CLOCK);
    rolled.compact();
    assertTrue(
        rolled.figures().levels().stream().allMatch(level -> level.blocks() > 0)
            && rolled.figures().levels().getFirst().samples() < 60_000,
        () -> rolled.figures().toString());
  }

  @AfterEach
  void close() {
    rolled.close();
  }

  private static void fill(MetricStore store, Random random) {
    double[] counters = new double[3];
    SampleBatch batch = new SampleBatch(null, 30_000);
    for (long time = T - DAYS * DAY + 1; time <= T; time += 30_000 + random.nextInt(30_000)) {
      boolean gap = random.nextInt(300) == 0;
      for (int i = 0; i < counters.length; i++) {
        counters[i] = random.nextInt(200) == 0 ? random.nextInt(5) : counters[i] + i;
        Labels labels = Labels.of("__name__", "requests_total", "host", "h" + i);
        batch.add(store.series(labels), time, gap ? SampleValues.STALE : counters[i]);
      }
      batch.add(store.series(Labels.of("__name__", "load")), time, random.nextInt(1000) / 100.0);
      batch.add(store.series(Labels.of("__name__", "latency")), time, histogram(counters[2]));
      time += gap ? random.nextLong(3 * HOUR) : 0;
    }
    MetricStoreFixture.await(store, batch);
  }

  private static NativeHistogram histogram(double count) {
    return NativeHistogram.builder()
        .schema(1)
        .count(count)
        .sum(count)
        .positive(new NativeHistogram.Span[] {new NativeHistogram.Span(0, 1)}, new double[] {count})
        .integer(true)
        .build();
  }

  private static QueryResult range(MetricStore store, String query, long back, long step) {
    QueryContext context =
        new QueryContext(System::nanoTime, Duration.ofMinutes(1), Long.MAX_VALUE, Long.MAX_VALUE);
    return new PromqlEngine(store, PromqlOptions.DEFAULT.withExperimental(true))
        .range(query, T - back, T, step, context);
  }

  /** Equal but for the last digits, in which sums of sums may differ. */
  private void requireSame(String query, long back, long step) {
    QueryResult expected = range(everything, query, back, step);
    QueryResult result = range(rolled, query, back, step);
    String message = query + " by " + step + ", seed " + seed;
    assertEquals(List.of(), result.notices().warnings(), message);
    List<Series> right = ((QueryValue.Matrix) expected.value()).series();
    List<Series> given = ((QueryValue.Matrix) result.value()).series();
    assertEquals(right.size(), given.size(), message);
    assertTrue(!right.isEmpty(), message);
    for (int i = 0; i < right.size(); i++) {
      assertEquals(right.get(i).labels(), given.get(i).labels(), message);
      requireSame(right.get(i).points(), given.get(i).points(), message);
    }
  }

  private static void requireSame(Points right, Points given, String message) {
    assertEquals(right.size(), given.size(), message);
    for (int i = 0; i < right.size(); i++) {
      assertEquals(right.timestampMillis(i), given.timestampMillis(i), message);
      String at = message + " at " + (right.timestampMillis(i) - T);
      NativeHistogram histogram = right.histogram(i);
      if (histogram != null) {
        NativeHistogram other = given.histogram(i);
        assertNotNull(other, at);
        assertEquals(histogram.count(), other.count(), histogram.count() * 1e-9, at);
        assertEquals(histogram.sum(), other.sum(), Math.abs(histogram.sum()) * 1e-9, at);
      } else {
        double value = right.value(i);
        assertEquals(value, given.value(i), Math.abs(value) * 1e-9 + 1e-12, at);
      }
    }
  }

  @Test
  void hoursAreExactOverAllOfTime() {
    for (String query :
        List.of(
            "requests_total",
            "load",
            "sum(requests_total)",
            "rate(requests_total[1h])",
            "increase(requests_total[3h])",
            "delta(load[1d])",
            "min_over_time(load[1h])",
            "max_over_time(load[2h])",
            "sum_over_time(load[1h])",
            "avg_over_time(load[6h])",
            "count_over_time(requests_total[1h])",
            "present_over_time(requests_total[1h])",
            "last_over_time(load[10m])",
            "first_over_time(load[1h])",
            "timestamp(load)",
            "absent_over_time(requests_total{host=\"none\"}[1h])",
            "histogram_count(increase(latency[2h]))",
            "rate(latency[1h])",
            "requests_total offset 1h",
            "max_over_time(load[1h] offset 2h)")) {
      requireSame(query, (DAYS - 1) * DAY, HOUR);
      requireSame(query, (DAYS - 1) * DAY, 6 * HOUR);
    }
  }

  @Test
  void fiveMinutesAreExactWhereTheirPointsAre() {
    for (String query :
        List.of("load", "rate(requests_total[5m])", "avg_over_time(load[15m])", "latency")) {
      requireSame(query, 4 * DAY, 5 * MINUTE);
    }
  }

  @Test
  void whatPointsCannotSayIsAnsweredFromTheLastSamplesAndSaysSo() {
    for (String query :
        List.of("quantile_over_time(0.5, load[1h])", "deriv(load[3h])", "load", "load[1h:7m]")) {
      String inner = query.endsWith("]") ? "max_over_time(" + query + ")" : query;
      QueryResult result = range(rolled, inner, 7 * DAY, 17 * MINUTE);
      assertTrue(
          result.notices().warnings().toString().contains("approximate"),
          () -> inner + result.notices().warnings());
      assertTrue(!((QueryValue.Matrix) result.value()).series().isEmpty(), query);
    }
  }

  @Test
  void aGraphOfHoursHasNoHolesBetweenPoints() {
    QueryResult result = range(rolled, "load", 7 * DAY, 17 * MINUTE);
    QueryResult full = range(everything, "load", 7 * DAY, 17 * MINUTE);
    int shown = ((QueryValue.Matrix) result.value()).series().getFirst().points().size();
    int there = ((QueryValue.Matrix) full.value()).series().getFirst().points().size();
    assertTrue(shown >= there * 0.95, shown + " of " + there);
  }

  @Test
  void whatIsStillRawIsExactForEveryQuery() {
    requireSame("quantile_over_time(0.5, load[7m])", 2 * DAY, 17 * MINUTE);
    requireSame("load", 2 * DAY, 17 * MINUTE);
  }
}
