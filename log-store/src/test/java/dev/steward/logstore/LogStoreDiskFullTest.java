package dev.steward.logstore;

import static dev.steward.logstore.StoreFixture.MAIL;
import static dev.steward.logstore.StoreFixture.NOON;
import static dev.steward.logstore.StoreFixture.append;
import static dev.steward.logstore.StoreFixture.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreDiskFullTest {
  @TempDir private Path directory;
  private final FaultyDisk disk = new FaultyDisk();

  private static void assertRefused(LogStoreEngine store, String line) {
    CompletionException failure =
        assertThrows(CompletionException.class, () -> append(store, MAIL, NOON, line).join());
    StewardException error = assertInstanceOf(StewardException.class, failure.getCause());
    assertEquals(ErrorCode.UNAVAILABLE, error.code());
  }

  @Test
  void batchesAreRefusedWhileTheDiskIsFullAndTakenAgainAfterwards() throws IOException {
    try (LogStoreEngine store = StoreFixture.open(directory, disk)) {
      append(store, MAIL, NOON, "kept 1").join();
      disk.full(true);
      assertRefused(store, "refused");
      assertEquals(List.of("kept 1"), lines(store));
      disk.full(false);
      append(store, MAIL, NOON + 5, "kept 2").join();
      assertEquals(List.of("kept 1", "kept 2"), lines(store));
      assertEquals(1, store.metrics().appendsRefused());
    }
    try (LogStoreEngine store = StoreFixture.open(directory, disk)) {
      assertEquals(List.of("kept 1", "kept 2"), lines(store));
    }
  }

  @Test
  void linesInMemoryStayReadableWhileTheyCannotBeWrittenToParts() throws IOException {
    try (LogStoreEngine store = StoreFixture.open(directory, disk)) {
      append(store, MAIL, NOON, "in memory").join();
      disk.full(true);
      assertThrows(StewardException.class, store::flush);
      assertEquals(List.of("in memory"), lines(store));
      disk.full(false);
      store.flush();
      assertEquals(List.of("in memory"), lines(store));
      assertEquals(1, store.metrics().parts());
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesAStoreThatEndsWithAFullDisk() throws IOException {
    try (LogStoreEngine store = StoreFixture.open(directory, disk)) {
      append(store, MAIL, NOON, "acknowledged").join();
      disk.full(true);
    }
    disk.full(false);
    try (LogStoreEngine store = StoreFixture.open(directory, disk)) {
      assertEquals(List.of("acknowledged"), lines(store));
    }
  }
}
