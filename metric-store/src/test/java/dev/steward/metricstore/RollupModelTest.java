package dev.steward.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.metricstore.MetricStoreOptions.RolledAges;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricQuery.Rollup;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * What points say of whole spans is what the samples say that they stand for: with gaps, markers,
 * NaN, resets, histograms, late samples, deletions, merges, restarts and raw blocks that are gone.
 */
class RollupModelTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  /** A multiple of a day. */
  private static final long T = Math.floorDiv(MetricStoreFixture.T, DAY) * DAY;

  @TempDir Path folder = Path.of("");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final InMemoryMetricStore model = new InMemoryMetricStore(MetricStoreFixture.CLOCK);
  private long sequence;
  private long rolledSamples;

  private static Labels series(int i) {
    return MetricStoreFixture.series("m" + i, "h1");
  }

  @RepeatedTest(6)
  void pointsSayWhatTheirSamplesSay() {
    Duration fineAge = Duration.ofDays(5);
    // Ages for which blocks stay short, so that they can go.
    MetricStoreOptions all =
        MetricStoreOptions.DEFAULT
            .withFlushSamples(3000)
            .withAges(Duration.ofDays(10), new RolledAges(Duration.ofDays(40), null));
    MetricStoreEngine engine = MetricStoreEngine.open(folder, all, MetricStoreFixture.CLOCK);
    try {
      for (int day = 8; day > 0; day--) {
        fill(engine, T - day * DAY);
        if (random.nextInt(3) == 0) {
          engine.compact();
        }
      }
      engine.compact();
      late(engine, T - 2 * DAY);
      delete(engine, T - (1 + random.nextInt(6)) * DAY + random.nextLong(DAY));
      if (random.nextBoolean()) {
        engine.compact();
      }
      compare(engine, 5 * 60_000L);
      compare(engine, HOUR);
      engine.close();
      engine =
          MetricStoreEngine.open(
              folder,
              all.withAges(Duration.ofDays(3), new RolledAges(fineAge, null)),
              MetricStoreFixture.CLOCK);
      long before = engine.figures().levels().getFirst().samples();
      engine.maintain();
      assertTrue(engine.figures().levels().getFirst().samples() < before / 2, "seed " + seed);
      assertTrue(engine.figures().levels().get(1).blocks() > 0, "seed " + seed);
      engine.compact();
      compare(engine, HOUR);
      compare(engine, 6 * HOUR);
      assertTrue(rolledSamples > 5000, rolledSamples + " rolled samples, seed " + seed);
    } finally {
      engine.close();
    }
  }

  private void fill(MetricStoreEngine engine, long from) {
    sequence++;
    long batchSeed = random.nextLong();
    for (MetricStore store : List.of(model, engine)) {
      SampleBatch batch = new SampleBatch(new Origin("agent", sequence), 3000);
      for (int i = 0; i < 5; i++) {
        fill(store, i, from, new Random(batchSeed + i), batch);
      }
      MetricStoreFixture.await(store, batch);
    }
  }

  private static void fill(
      MetricStore store, int which, long from, Random values, SampleBatch batch) {
    double counter = 0;
    for (long time = from + 1 + values.nextInt(60_000);
        time <= from + DAY;
        time = next(time, values)) {
      int odd = values.nextInt(60);
      counter = odd == 0 ? values.nextInt(3) : counter + values.nextInt(100) / 10.0;
      if (odd == 1) {
        batch.add(store.series(series(which)), time, SampleValues.STALE);
      } else if (which == 3) {
        batch.add(store.series(series(which)), time, histogram(counter));
      } else if (which == 4) {
        double value = odd == 2 ? Double.NaN : odd == 3 ? Double.POSITIVE_INFINITY : 7;
        batch.add(store.series(series(which)), time, value);
      } else {
        batch.add(store.series(series(which)), time, which == 0 ? values.nextGaussian() : counter);
      }
    }
  }

  /** Mostly scraped, now and then a gap, and now and then just at the end of a span. */
  private static long next(long time, Random values) {
    return switch (values.nextInt(40)) {
      case 0 -> time + 1 + values.nextLong(3 * HOUR);
      case 1 -> (time / 300_000 + 1) * 300_000;
      case 2 -> (time / 300_000 + 1) * 300_000 + 1;
      default -> time + 60_000 + values.nextInt(100);
    };
  }

  private static NativeHistogram histogram(double count) {
    long whole = Math.round(count);
    return NativeHistogram.builder()
        .schema(1)
        .count(whole)
        .sum(count)
        .positive(new NativeHistogram.Span[] {new NativeHistogram.Span(0, 1)}, new double[] {whole})
        .integer(true)
        .build();
  }

  private void late(MetricStoreEngine engine, long from) {
    sequence++;
    for (MetricStore store : List.of(model, engine)) {
      SampleBatch batch = new SampleBatch(new Origin("agent", sequence), 40);
      for (int i = 0; i < 40; i++) {
        batch.add(store.series(series(1)), from + i * 1_111_111L, i * 1000);
      }
      MetricStoreFixture.await(store, batch);
    }
    engine.flush();
  }

  private void delete(MetricStoreEngine engine, long from) {
    TimeRange range = new TimeRange(from, from + random.nextLong(DAY));
    model.delete(MetricStoreFixture.metric("m2"), range, MetricStoreFixture.context());
    engine.delete(MetricStoreFixture.metric("m2"), range, MetricStoreFixture.context());
  }

  /** What a reader computes for each window of a length, from whatever it is given. */
  private void compare(MetricStoreEngine engine, long window) {
    for (Rollup rollup : Rollup.values()) {
      if (rollup != Rollup.NONE) {
        assertEquals(
            windows(model, rollup, window),
            windows(engine, rollup, window),
            "seed " + seed + ", " + rollup + " of " + window);
      }
    }
  }

  private Map<String, String> windows(MetricStore store, Rollup rollup, long window) {
    TimeRange range = TimeRange.closed(T - 8 * DAY + 1, T);
    QueryContext context = MetricStoreFixture.context();
    Map<String, String> results = new TreeMap<>();
    SampleColumns columns = new SampleColumns();
    try (SeriesCursor cursor =
        store.read(new MetricQuery(Selector.ALL, range, window, rollup), context)) {
      while (cursor.next()) {
        columns.clear();
        cursor.read(columns);
        for (int i = 0; i < columns.size(); i++) {
          rolledSamples += columns.isRolled(i) ? 1 : 0;
        }
        for (int from = 0; from < columns.size(); ) {
          long end = -Math.floorDiv(-columns.timestampsMillis()[from], window) * window;
          int to = from;
          while (to < columns.size() && columns.timestampsMillis()[to] <= end) {
            to++;
          }
          String said = said(columns, from, to, rollup);
          if (!said.isEmpty()) {
            results.put(cursor.labels() + " " + (end - T), said);
          }
          from = to;
        }
      }
    }
    // A sum of histograms is approximate, and says so.
    boolean approximate = rollup == Rollup.SUM;
    assertTrue(approximate || context.warnings().isEmpty(), context.warnings()::toString);
    return results;
  }

  private static String said(SampleColumns columns, int from, int to, Rollup rollup) {
    List<Integer> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (!SampleValues.isStale(columns.values()[i])) {
        all.add(i);
      }
    }
    if (rollup == Rollup.LAST) {
      return text(columns, to - 1);
    }
    if (all.isEmpty()) {
      return "";
    }
    return switch (rollup) {
      case MIN, MAX -> extreme(columns, all, rollup == Rollup.MAX);
      case SUM -> sum(columns, all);
      default -> change(columns, all);
    };
  }

  private static String text(SampleColumns columns, int index) {
    NativeHistogram histogram = columns.histogram(index);
    return columns.timestampsMillis()[index]
        - T
        + "="
        + (histogram == null ? Double.toString(columns.values()[index]) : histogram.toString());
  }

  private static String extreme(SampleColumns columns, List<Integer> all, boolean largest) {
    double best = Double.NaN;
    for (int i : all) {
      double value = columns.values()[i];
      if (columns.histogram(i) == null
          && (Double.isNaN(best) || (largest ? value > best : value < best))) {
        best = value;
      }
    }
    return Double.toString(best);
  }

  private static String sum(SampleColumns columns, List<Integer> all) {
    double sum = 0;
    long count = 0;
    for (int i : all) {
      sum += columns.histogram(i) == null ? columns.values()[i] : 0;
      count += columns.count(i);
    }
    return "%.6f of %d".formatted(sum, count);
  }

  private static String change(SampleColumns columns, List<Integer> all) {
    double lost = 0;
    long count = 1;
    int resets = 0;
    for (int at = 1; at < all.size(); at++) {
      int i = all.get(at);
      count += columns.count(i);
      NativeHistogram histogram = columns.histogram(i);
      NativeHistogram before = columns.histogram(all.get(at - 1));
      if (histogram != null && before != null) {
        resets += histogram.count() < before.count() ? 1 : 0;
      } else if (!Double.isNaN(columns.lost(i))) {
        lost += columns.lost(i);
      } else if (columns.values()[i] < columns.values()[all.get(at - 1)]) {
        lost += columns.values()[all.get(at - 1)];
      }
    }
    @Nullable NativeHistogram none = columns.histogram(all.getFirst());
    return text(columns, all.getFirst())
        + " to "
        + text(columns, all.getLast())
        + " lost %.6f of %d, %d resets".formatted(lost, count, none == null ? 0 : resets);
  }
}
