package dev.steward.logstore;

import static dev.steward.logstore.StoreFixture.MAIL;
import static dev.steward.logstore.StoreFixture.NOON;
import static dev.steward.logstore.StoreFixture.append;
import static dev.steward.logstore.StoreFixture.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.logstore.disk.Disk;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be made anew from other files is made anew, and nothing is lost with it. */
final class LogStoreDerivedFilesTest {
  @TempDir private Path directory;

  private LogStoreEngine open() throws IOException {
    return StoreFixture.open(directory, Disk.real());
  }

  private List<Path> files(String part) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(path -> Files.isRegularFile(path) && path.toString().contains(part))
          .toList();
    }
  }

  private void damage(String part) throws IOException {
    List<Path> found = files(part);
    assertTrue(!found.isEmpty(), part);
    for (Path path : found) {
      Files.write(path, new byte[] {1, 2, 3});
    }
  }

  private static long holding(LogStoreEngine store, String text, QueryContext context) {
    LogQuery query =
        new LogQuery(Selector.ALL, TimeRange.ALL, List.of(new LineFilter.Contains(text)));
    long found = 0;
    try (LogCursor cursor = store.read(query, Direction.FORWARD, context)) {
      while (cursor.next()) {
        found++;
      }
    }
    return found;
  }

  @Test
  void aPartIsFoundBeforeAndAfterTheIndexCoversIt() throws IOException {
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON, "user 17 came", "user 18 went").join();
      store.flush();
      assertEquals(List.of(), files("index"));
      assertEquals(1, holding(store, "r 17", QueryContext.unlimited()));
      store.maintain();
      assertTrue(!files("index").isEmpty());
      assertEquals(1, holding(store, "r 17", QueryContext.unlimited()));
      append(store, MAIL, NOON + 10, "user 17 again").join();
      store.flush();
      assertEquals(2, holding(store, "r 17", QueryContext.unlimited()));
    }
  }

  @Test
  void aDamagedIndexIsMadeAnewAndAnswersSaySoMeanwhile() throws IOException {
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON, "user 17 came").join();
      store.flush();
      store.maintain();
    }
    damage("index");
    try (LogStoreEngine store = open()) {
      QueryContext context = QueryContext.unlimited();
      assertEquals(1, holding(store, "17", context));
      assertTrue(context.warnings().getFirst().contains("index"), context.warnings().toString());
      assertTrue(store.health().problems().getFirst().contains("index"));
      store.maintain();
      QueryContext later = QueryContext.unlimited();
      assertEquals(1, holding(store, "17", later));
      assertEquals(List.of(), later.warnings());
    }
  }

  @Test
  void whereTheListOfPartsIsDamagedTheirNamesTell() throws IOException {
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON, "one").join();
      store.flush();
      append(store, MAIL, NOON + 1, "two").join();
      store.flush();
    }
    damage("/parts");
    try (LogStoreEngine store = open()) {
      assertEquals(List.of("one", "two"), lines(store));
      assertTrue(store.health().problems().getFirst().contains("parts"));
    }
  }

  @Test
  void sequencesSurviveDamageToOneOfTheirFiles() throws IOException {
    try (LogStoreEngine store = open()) {
      LogEntry entry = new LogEntry(NOON, Line.of("from a queue"));
      store
          .append(
              new LogBatch(
                  new Origin("queue", 7),
                  LogBatch.Duplicates.KEPT,
                  List.of(new LogBatch.Stream(MAIL, List.of(entry)))))
          .join();
      store.flush();
    }
    Files.write(directory.resolve("origins"), new byte[] {1, 2, 3});
    try (LogStoreEngine store = open()) {
      assertEquals(7, store.lastSequence("queue").orElseThrow());
      assertTrue(store.health().problems().getFirst().contains("origins"));
    }
  }

  @Test
  void namesOfMetadataAreToldFromMemoryAndFromParts() throws IOException {
    try (LogStoreEngine store = open()) {
      Labels metadata = Labels.of("pid", "7", "detected_level", "info");
      LogEntry entry = new LogEntry(NOON, Line.of("x"), metadata);
      store
          .append(
              new LogBatch(
                  null,
                  LogBatch.Duplicates.KEPT,
                  List.of(new LogBatch.Stream(MAIL, List.of(entry)))))
          .join();
      for (int i = 0; i < 2; i++) {
        assertEquals(
            Optional.of(Set.of("pid", "detected_level")),
            store.metadataNames(Selector.ALL, TimeRange.ALL, QueryContext.unlimited()));
        store.flush();
      }
    }
  }
}
