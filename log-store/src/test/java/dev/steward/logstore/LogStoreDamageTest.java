package dev.steward.logstore;

import static dev.steward.logstore.StoreFixture.MAIL;
import static dev.steward.logstore.StoreFixture.NOON;
import static dev.steward.logstore.StoreFixture.append;
import static dev.steward.logstore.StoreFixture.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.logstore.disk.Disk;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreDamageTest {
  @TempDir private Path directory;

  private LogStoreEngine open() throws IOException {
    return StoreFixture.open(directory, Disk.real());
  }

  private Path only(String suffix) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<Path> found = paths.filter(path -> path.toString().endsWith(suffix)).toList();
      assertEquals(1, found.size(), found.toString());
      return found.getFirst();
    }
  }

  private static void flip(Path file, int position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[position < 0 ? bytes.length + position : position] ^= 0x40;
    Files.write(file, bytes);
  }

  /** A store that ended without writing its memory to parts: its log is all there is. */
  private void crashed(String... batches) throws IOException {
    FaultyDisk disk = new FaultyDisk();
    try (LogStoreEngine store = StoreFixture.open(directory, disk)) {
      for (int i = 0; i < batches.length; i++) {
        append(store, MAIL, NOON + i, batches[i]).join();
      }
      disk.full(true);
    }
  }

  @Test
  void aDamagedRecordOfTheLogIsNamedAndTheRestIsRead() throws IOException {
    crashed("first", "second", "third");
    Path segment = only(".wal");
    String text = Files.readString(segment, java.nio.charset.StandardCharsets.ISO_8859_1);
    flip(segment, text.indexOf("second"));

    try (LogStoreEngine store = open()) {
      assertEquals(List.of("first", "third"), lines(store));
      assertTrue(store.health().problems().getFirst().contains(segment.getFileName().toString()));
      store.flush();
    }
    assertTrue(Files.exists(directory.resolve("quarantine").resolve(segment.getFileName())));
  }

  @Test
  void aLogCutShortByACrashIsNoDamage() throws IOException {
    crashed("first", "second");
    Path segment = only(".wal");
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - 3));

    try (LogStoreEngine store = open()) {
      assertEquals(List.of("first"), lines(store));
      assertEquals(List.of(), store.health().problems());
    }
  }

  @Test
  void aDamagedBlockIsLeftOutWithAWarning() throws IOException {
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON, "will be damaged 1").join();
      store.flush();
    }
    flip(only(".part"), 20);
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON + 1, "sound").join();
      QueryContext context = QueryContext.unlimited();
      assertEquals(List.of("sound"), lines(store, context));
      assertEquals(1, context.warnings().size());
      assertTrue(store.health().problems().getFirst().contains(".part"));
      assertEquals(1, store.metrics().damagedPieces());
    }
  }

  @Test
  void aPartWithADamagedEndIsSetAside() throws IOException {
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON, "will be lost").join();
      store.flush();
    }
    Path part = only(".part");
    flip(part, -20);
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON + 1, "sound").join();
      assertEquals(List.of("sound"), lines(store));
      assertTrue(store.health().problems().getFirst().contains(part.getFileName().toString()));
    }
    assertTrue(Files.exists(directory.resolve("quarantine").resolve(part.getFileName())));
  }

  @Test
  void aPartThatNoCommitNamesIsRemoved() throws IOException {
    try (LogStoreEngine store = open()) {
      append(store, MAIL, NOON, "named").join();
      store.flush();
    }
    Path part = only(".part");
    Path leftover = part.resolveSibling("00000000000000ff-0.part");
    Files.copy(part, leftover);
    try (LogStoreEngine store = open()) {
      assertEquals(List.of("named"), lines(store));
    }
    assertTrue(Files.notExists(leftover));
  }
}
