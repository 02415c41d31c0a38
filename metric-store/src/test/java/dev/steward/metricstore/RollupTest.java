package dev.steward.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.metricstore.MetricStoreOptions.RolledAges;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricQuery.Rollup;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points take the place of samples that had to go, and keep up with what comes and goes later. */
class RollupTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long T = Math.floorDiv(EngineFixture.T, DAY) * DAY;
  private static final Labels UP = MetricStoreFixture.series("up", "h1");
  private static final TimeRange OLDEST_DAY = TimeRange.closed(T - 10 * DAY + 1, T - 9 * DAY);

  /** With ages for which blocks stay short, so that few bytes can go. */
  private static final MetricStoreOptions OPTIONS =
      MetricStoreOptions.DEFAULT.withAges(
          Duration.ofDays(40), new RolledAges(Duration.ofDays(400), null));

  @TempDir Path folder = Path.of("");

  /** Ten days of a sample every ten seconds, of which only the newest are left as they were. */
  private EngineFixture rolled() {
    long bytes;
    try (EngineFixture store = new EngineFixture(folder, OPTIONS)) {
      SampleBatch batch = new SampleBatch(null, 90_000);
      for (long time = T - 10 * DAY + 10_000; time <= T; time += 10_000) {
        batch.add(store.engine().series(UP), time, Math.sqrt(time % 7777));
      }
      MetricStoreFixture.await(store.engine(), batch);
      store.engine().compact();
      bytes = store.engine().figures().blockBytes();
    }
    EngineFixture store = new EngineFixture(folder, OPTIONS.withMaxBytes(bytes * 2 / 3));
    store.engine().maintain();
    assertTrue(store.engine().figures().blockBytes() <= bytes * 2 / 3);
    assertTrue(store.engine().figures().levels().getFirst().samples() < 60_000);
    return store;
  }

  private static SampleColumns read(
      EngineFixture store, Rollup rollup, TimeRange range, QueryContext context) {
    SampleColumns columns = new SampleColumns();
    MetricQuery query = new MetricQuery(Selector.ALL, range, HOUR, rollup);
    try (SeriesCursor cursor = store.engine().read(query, context)) {
      while (cursor.next()) {
        cursor.read(columns);
      }
    }
    return columns;
  }

  private static long count(EngineFixture store, TimeRange range) {
    QueryContext context = MetricStoreFixture.context();
    SampleColumns columns = read(store, Rollup.SUM, range, context);
    assertEquals(List.of(), context.warnings());
    long count = 0;
    for (int i = 0; i < columns.size(); i++) {
      count += columns.count(i);
    }
    return count;
  }

  private static void appendLate(EngineFixture store, long time) {
    SampleBatch batch = new SampleBatch(new Origin("agent", 1), 1);
    batch.add(store.engine().series(UP), time, 1e6);
    assertEquals(1, MetricStoreFixture.await(store.engine(), batch).stored());
  }

  @Test
  void bytesThatAreTooManyTakeSamplesBeforePoints() {
    try (EngineFixture store = rolled()) {
      assertEquals(8640, count(store, OLDEST_DAY));
      assertEquals(86_400, count(store, TimeRange.ALL));
    }
  }

  @Test
  void aReaderWithoutUseForPointsIsWarned() {
    try (EngineFixture store = rolled()) {
      QueryContext context = MetricStoreFixture.context();
      SampleColumns columns = read(store, Rollup.NONE, OLDEST_DAY, context);
      assertEquals(288, columns.size());
      assertTrue(columns.isRolled(0));
      assertTrue(context.warnings().toString().contains("for each 5m"), context::toString);
    }
  }

  @Test
  void aSampleThatComesWhenItsNeighboursAreGoneIsAddedToTheirPoints() {
    try (EngineFixture store = rolled()) {
      appendLate(store, OLDEST_DAY.start() + HOUR);
      assertEquals(8641, count(store, OLDEST_DAY));
      store.engine().flush();
      assertEquals(8641, count(store, OLDEST_DAY));
      store.engine().compact();
      store.restart();
      assertEquals(8641, count(store, OLDEST_DAY));
      SampleColumns largest = read(store, Rollup.MAX, OLDEST_DAY, MetricStoreFixture.context());
      int millions = 0;
      for (int i = 0; i < largest.size(); i++) {
        millions += largest.values()[i] == 1e6 ? 1 : 0;
      }
      assertEquals(1, millions);
    }
  }

  @Test
  void aSampleThatComesWhenItsNeighboursAreThereChangesTheirPoint() {
    try (EngineFixture store = new EngineFixture(folder, OPTIONS)) {
      SampleBatch batch = new SampleBatch(null, 90_000);
      for (long time = T - 3 * DAY + 10_000; time <= T; time += 10_000) {
        batch.add(store.engine().series(UP), time, 1);
      }
      MetricStoreFixture.await(store.engine(), batch);
      store.engine().compact();
      long blocks = store.engine().figures().levels().get(1).samples();
      assertEquals(2 * 288, blocks);
      appendLate(store, T - 2 * DAY - 5);
      assertEquals(3 * 8640 + 1, count(store, TimeRange.ALL));
      store.engine().flush();
      assertEquals(3 * 8640 + 1, count(store, TimeRange.ALL));
      store.engine().compact();
      assertEquals(3 * 8640 + 1, count(store, TimeRange.ALL));
      assertEquals(2 * 288, store.engine().figures().levels().get(1).samples());
    }
  }

  @Test
  void whatIsDeletedIsInNoPoint() {
    try (EngineFixture store = rolled()) {
      TimeRange middle =
          new TimeRange(OLDEST_DAY.start() + 3 * HOUR + 7, OLDEST_DAY.start() + 5 * HOUR - 7);
      store.engine().delete(MetricStoreFixture.metric("up"), middle, MetricStoreFixture.context());
      assertEquals(8640 - 2 * 360, count(store, OLDEST_DAY));
      store
          .engine()
          .delete(MetricStoreFixture.metric("up"), TimeRange.ALL, MetricStoreFixture.context());
      assertEquals(0, count(store, TimeRange.ALL));
      store.engine().compact();
      assertEquals(0, store.engine().figures().blocks());
    }
  }

  @Test
  void aLostManifestLosesNoPoints() throws IOException {
    try (EngineFixture store = rolled()) {
      store.restartAfter(() -> EngineFixture.damage(folder.resolve("manifest"), 30));
      assertEquals(1, store.engine().health().problems().size());
      assertEquals(86_400, count(store, TimeRange.ALL));
      store.engine().compact();
      assertEquals(86_400, count(store, TimeRange.ALL));
    }
  }

  @Test
  void aSnapshotHasThePointsToo() {
    Path snapshot;
    try (EngineFixture store = rolled()) {
      snapshot = store.engine().snapshot("old");
    }
    try (EngineFixture copy = new EngineFixture(snapshot, OPTIONS)) {
      assertEquals(86_400, count(copy, TimeRange.ALL));
    }
  }
}
