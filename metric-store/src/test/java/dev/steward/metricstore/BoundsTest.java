package dev.steward.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.metricstore.MetricStoreOptions.RolledAges;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither memory nor the disk grows without bound. */
class BoundsTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder = Path.of("");
  @TempDir Path elsewhere = Path.of("");

  @Test
  void aHostGetsNoMoreSeriesThanItsLimit() {
    MetricStoreOptions options = MetricStoreOptions.DEFAULT.withMaxSeriesPerHost(10);
    try (EngineFixture store = new EngineFixture(folder, options)) {
      SampleBatch batch = new SampleBatch(null, 30);
      for (int i = 0; i < 15; i++) {
        batch.add(
            store.engine().series(MetricStoreFixture.series("m" + i, "h1")), EngineFixture.T, i);
        batch.add(
            store.engine().series(MetricStoreFixture.series("m" + i, "h2")), EngineFixture.T, i);
      }
      AppendReceipt receipt = MetricStoreFixture.await(store.engine(), batch);
      assertEquals(20, receipt.stored());
      assertEquals(RefusalReason.LIMIT_EXCEEDED, receipt.refusals().getFirst().reason());
      assertEquals(10, receipt.refused());
      assertEquals(10, store.engine().figures().refusedSamples().get(RefusalReason.LIMIT_EXCEEDED));
      assertEquals(
          1, store.append(MetricStoreFixture.series("m1", "h1"), EngineFixture.T + 1, 1).stored());
    }
  }

  @Test
  void allHostsTogetherGetNoMoreSeriesThanMemoryHolds() {
    MetricStoreOptions options = MetricStoreOptions.DEFAULT.withMaxSeries(20);
    try (EngineFixture store = new EngineFixture(folder, options)) {
      SampleBatch batch = new SampleBatch(null, 30);
      for (int i = 0; i < 30; i++) {
        batch.add(
            store.engine().series(MetricStoreFixture.series("m", "h" + i)), EngineFixture.T, i);
      }
      AppendReceipt receipt = MetricStoreFixture.await(store.engine(), batch);
      assertEquals(20, receipt.stored());
      assertEquals(10, receipt.refused());
      assertEquals(RefusalReason.LIMIT_EXCEEDED, receipt.refusals().getFirst().reason());
      assertEquals(
          1, store.append(MetricStoreFixture.series("m", "h1"), EngineFixture.T + 1, 1).stored());
    }
  }

  @Test
  void seriesThatEndedLeaveMemoryAndCanBeRead() {
    try (EngineFixture store = new EngineFixture(folder, MetricStoreOptions.DEFAULT)) {
      for (int generation = 0; generation < 20; generation++) {
        SampleBatch batch = new SampleBatch(null, 100);
        for (int i = 0; i < 100; i++) {
          Labels labels = MetricStoreFixture.series("job", generation + "-" + i);
          batch.add(
              store.engine().series(labels), EngineFixture.T - (20 - generation) * HOUR / 6, i);
        }
        MetricStoreFixture.await(store.engine(), batch);
        store.engine().flush();
        assertEquals(100, store.engine().figures().activeSeries());
      }
      store.engine().compact();
      assertEquals(2000, store.read().size());
      store.append(MetricStoreFixture.series("job", "3-7"), EngineFixture.T, 5);
      assertEquals(2, store.samples(MetricStoreFixture.series("job", "3-7")).size());
    }
  }

  @Test
  void seriesThatComeAndGoNeedNoMoreRoomThanThoseThatAreThereAtATime() throws IOException {
    MetricStoreOptions options = MetricStoreOptions.DEFAULT.withMaxSeries(6000);
    Labels steady = MetricStoreFixture.series("steady", "h");
    int stored = 0;
    try (EngineFixture store = new EngineFixture(folder, options)) {
      // A minute for each step; three thousand series live three minutes each.
      for (int minute = 0; minute < 60; minute++) {
        SampleBatch batch = new SampleBatch(null, 3001);
        for (int i = 0; i < 3000; i++) {
          Labels labels = MetricStoreFixture.series("job", i + "-" + (minute + i % 3) / 3);
          batch.add(store.engine().series(labels), EngineFixture.T - (60 - minute) * 60_000L, i);
        }
        batch.add(store.engine().series(steady), EngineFixture.T - (60 - minute) * 60_000L, 1);
        AppendReceipt receipt = MetricStoreFixture.await(store.engine(), batch);
        assertEquals(List.of(), receipt.refusals(), "minute " + minute);
        stored += (int) receipt.stored();
      }
      assertEquals(60 * 3001, stored);
      assertTrue(store.engine().figures().activeSeries() <= 6000);
      assertEquals(0, store.engine().figures().flushes());
      assertEquals(60, store.samples(steady).size());
      assertEquals(62_001, store.read().size());
      Path killed = copy(elsewhere.resolve("killed"));
      try (EngineFixture after = new EngineFixture(killed, options)) {
        assertEquals(60 * 3001, after.read().values().stream().mapToInt(List::size).sum());
      }
    }
  }

  /** What a kill leaves: all that is on disk now. */
  private Path copy(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(folder.relativize(file)));
      }
    }
    return target;
  }

  @Test
  void aMarkedSeriesLeavesMemoryAtOnce() {
    try (EngineFixture store = new EngineFixture(folder, MetricStoreOptions.DEFAULT)) {
      store.append(MetricStoreFixture.series("up", "h1"), EngineFixture.T, 1);
      store.append(MetricStoreFixture.series("up", "h2"), EngineFixture.T, SampleValues.STALE);
      store.engine().flush();
      assertEquals(1, store.engine().figures().activeSeries());
    }
  }

  @Test
  void blocksPastTheAgeLimitsGo() {
    Duration twoDays = Duration.ofDays(2);
    Labels labels = MetricStoreFixture.series("up", "h1");
    try (EngineFixture store = new EngineFixture(folder, MetricStoreOptions.DEFAULT)) {
      store.append(labels, EngineFixture.T - 72 * HOUR, 1);
      store.engine().flush();
      store.append(labels, EngineFixture.T - 40 * HOUR, 2);
      store.engine().flush();
      store.append(labels, EngineFixture.T, 3);
      assertEquals(3, store.samples(labels).size());
    }
    MetricStoreOptions options =
        MetricStoreOptions.DEFAULT.withAges(twoDays, new RolledAges(twoDays, twoDays));
    try (EngineFixture store = new EngineFixture(folder, options)) {
      store.engine().maintain();
      assertEquals(List.of("-144000000=2.0", "0=3.0"), store.samples(labels));
    }
  }

  @Test
  void theOldestBlocksGoWhenThereAreTooManyBytes() {
    Labels labels = MetricStoreFixture.series("up", "h1");
    MetricStoreOptions options = MetricStoreOptions.DEFAULT.withMaxBytes(1000);
    try (EngineFixture store = new EngineFixture(folder, options)) {
      for (int i = 10; i >= 0; i--) {
        store.append(labels, EngineFixture.T - i * 30 * 24 * HOUR, i);
        store.engine().flush();
      }
      store.engine().maintain();
      List<String> left = store.samples(labels);
      assertTrue(left.size() < 11, left::toString);
      assertEquals("0=0.0", left.getLast());
      assertTrue(store.engine().figures().blockBytes() <= 1000);
    }
  }

  @Test
  void aSnapshotIsAStoreOfItsOwn() {
    Labels labels = MetricStoreFixture.series("up", "h1");
    Path snapshot;
    try (EngineFixture store = new EngineFixture(folder, MetricStoreOptions.DEFAULT)) {
      store.append(labels, EngineFixture.T - 1, 1);
      snapshot = store.engine().snapshot("before-the-upgrade");
      store.append(labels, EngineFixture.T, 2);
      store.engine().compact();
      assertThrows(StewardException.class, () -> store.engine().snapshot("../elsewhere"));
      assertThrows(StewardException.class, () -> store.engine().snapshot("before-the-upgrade"));
    }
    try (EngineFixture copy = new EngineFixture(snapshot, MetricStoreOptions.DEFAULT)) {
      assertEquals(List.of("-1=1.0"), copy.samples(labels));
      assertEquals(1, copy.append(labels, EngineFixture.T, 9).stored());
    }
  }

  @Test
  void whatIsDeletedLeavesTheDiskWithTheNextCompaction() {
    Labels labels = MetricStoreFixture.series("secret", "h1");
    try (EngineFixture store = new EngineFixture(folder, MetricStoreOptions.DEFAULT)) {
      store.appendMany(labels, 500);
      store.engine().flush();
      store
          .engine()
          .delete(
              MetricStoreFixture.metric("secret"),
              dev.steward.spi.model.TimeRange.ALL,
              MetricStoreFixture.context());
      assertEquals(500, store.engine().figures().blockSamples());
      store.engine().compact();
      assertEquals(0, store.engine().figures().blockSamples());
      assertEquals(0, store.engine().figures().blocks());
    }
  }
}
