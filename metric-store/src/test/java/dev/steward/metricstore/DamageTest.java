package dev.steward.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SampleBatch;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is named, set aside, and survived. */
class DamageTest {
  private static final Labels UP = MetricStoreFixture.series("up", "h1");
  private static final Labels DOWN = MetricStoreFixture.series("down", "h1");

  @TempDir Path folder = Path.of("");

  private EngineFixture open() {
    return new EngineFixture(folder, MetricStoreOptions.DEFAULT);
  }

  @Test
  void aDamagedChunkIsLeftOutWithAWarning() throws IOException {
    try (EngineFixture store = open()) {
      store.appendMany(DOWN, 400);
      store.appendMany(UP, 400);
      store.engine().compact();
      store.restartAfter(() -> EngineFixture.damage(store.file(".block"), 40));
      assertEquals(400, store.samples(UP).size());
      assertEquals(List.of(), store.read().getOrDefault(DOWN, List.of()));
      assertTrue(store.warnings().getFirst().contains(".block"));
    }
  }

  @Test
  void aMergeLeavesOutWhatIsDamagedAndKeepsTheFile() throws IOException {
    try (EngineFixture store = open()) {
      store.appendMany(DOWN, 400);
      store.appendMany(UP, 400);
      store.engine().compact();
      store.append(DOWN, EngineFixture.T + 1, 7);
      store.restartAfter(() -> EngineFixture.damage(store.files(".block").getFirst(), 40));
      store.engine().compact();
      assertEquals(List.of("1=7.0"), store.samples(DOWN));
      assertEquals(400, store.samples(UP).size());
      assertEquals(1, store.files(".damaged").size());
      assertTrue(store.engine().health().problems().getFirst().contains(".damaged"));
      assertEquals(List.of(), store.warnings());
    }
  }

  @Test
  void aBlockWithADamagedIndexIsSetAside() throws IOException {
    try (EngineFixture store = open()) {
      store.append(DOWN, EngineFixture.T, 1);
      store.engine().flush();
      store.append(UP, EngineFixture.T, 1);
      store.engine().flush();
      store.restartAfter(() -> EngineFixture.damage(store.files(".block").getFirst(), -100));
      assertEquals(List.of(UP), List.copyOf(store.read().keySet()));
      assertEquals(1, store.files(".damaged").size());
      assertTrue(store.engine().health().problems().getFirst().contains(".damaged"));
      assertTrue(store.engine().health().writable());
    }
  }

  @Test
  void aDamagedManifestIsSetAsideAndEveryBlockCounts() throws IOException {
    try (EngineFixture store = open()) {
      store.appendMany(UP, 10);
      store.restartAfter(() -> EngineFixture.damage(folder.resolve("manifest"), 20));
      assertEquals(10, store.samples(UP).size());
      assertEquals(1, store.files(".damaged").size());
      store.append(DOWN, EngineFixture.T, 1);
      store.restart();
      assertEquals(2, store.read().size());
    }
  }

  @Test
  void aFileThatNoManifestNamesIsRemoved() throws IOException {
    try (EngineFixture store = open()) {
      store.appendMany(UP, 10);
      Path leftOver = folder.resolve("blocks").resolve("000000000077.block");
      store.restartAfter(() -> Files.writeString(leftOver, "half a block"));
      assertFalse(Files.exists(leftOver));
      assertEquals(10, store.samples(UP).size());
    }
  }

  @Test
  void aDamagedLogRecordIsNamedAndTheRestIsRead() throws IOException {
    Path copy = folder.resolve("copy");
    try (EngineFixture store =
        new EngineFixture(folder.resolve("first"), MetricStoreOptions.DEFAULT)) {
      store.append(UP, EngineFixture.T, 1);
      store.append(DOWN, EngineFixture.T, 2);
      Files.createDirectories(copy.resolve("wal"));
      Files.copy(store.file(".wal"), copy.resolve("wal").resolve("000000000001.wal"));
    }
    EngineFixture.damage(copy.resolve("wal").resolve("000000000001.wal"), 60);
    try (EngineFixture store = new EngineFixture(copy, MetricStoreOptions.DEFAULT)) {
      assertEquals(List.of(DOWN), List.copyOf(store.read().keySet()));
      assertTrue(store.engine().health().problems().getFirst().contains("000000000001.wal"));
      assertEquals(1, store.files(".damaged").size());
    }
  }

  @Test
  void aFullDiskRefusesSamplesUntilThereIsRoomAgain() {
    try (EngineFixture store = open()) {
      store.append(UP, EngineFixture.T - 2, 1);
      store.diskFails = true;
      for (int i = 0; i < 3; i++) {
        SampleBatch batch = new SampleBatch(null, 1);
        batch.add(store.engine().series(UP), EngineFixture.T - 1, 2);
        ExecutionException failed =
            assertThrows(ExecutionException.class, () -> store.engine().append(batch).get());
        StewardException cause = assertInstanceOf(StewardException.class, failed.getCause());
        assertEquals(ErrorCode.UNAVAILABLE, cause.code());
      }
      assertFalse(store.engine().health().writable());
      assertEquals(List.of("-2=1.0"), store.samples(UP));
      store.diskFails = false;
      assertEquals(1, store.append(UP, EngineFixture.T, 3).stored());
      assertTrue(store.engine().health().writable());
      assertEquals(List.of(), store.engine().health().problems());
      store.restart();
      assertEquals(List.of("-2=1.0", "0=3.0"), store.samples(UP));
    }
  }

  @Test
  void aFolderIsOpenOnce() {
    try (EngineFixture store = open()) {
      store.append(UP, EngineFixture.T, 1);
      StewardException error = assertThrows(StewardException.class, this::open);
      assertEquals(ErrorCode.STORAGE_FAILED, error.code());
    }
  }
}
