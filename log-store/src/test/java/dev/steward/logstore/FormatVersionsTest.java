package dev.steward.logstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.steward.logstore.disk.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that were written by every version of the formats there ever was can be read. */
final class FormatVersionsTest {
  private static final List<String> LINES =
      List.of("in a part 1", "in a part 2", "", "<_> \u0001 \u00e4", "in the log 3");

  @TempDir private Path directory;

  @Test
  void aStoreOfVersion1IsReadWhole() throws IOException {
    unpack("store-version-1.zip");
    try (LogStoreEngine store = StoreFixture.open(directory, Disk.real())) {
      assertEquals(LINES, StoreFixture.lines(store));
      assertEquals(List.of(), store.health().problems());
      assertEquals(9, store.lastSequence("queue").orElseThrow());
    }
  }

  /** With a list of parts, two files of sequences and parts that tell of their shapes. */
  @Test
  void aStoreOfVersion2IsReadWhole() throws IOException {
    unpack("store-version-2.zip");
    try (LogStoreEngine store = StoreFixture.open(directory, Disk.real())) {
      assertEquals(LINES, StoreFixture.lines(store));
      assertEquals(List.of(), store.health().problems());
      assertEquals(9, store.lastSequence("queue").orElseThrow());
    }
  }

  /** With parts that leave out of lines what repeats their times. */
  @Test
  void aStoreOfVersion3IsReadWhole() throws IOException {
    unpack("store-version-3.zip");
    try (LogStoreEngine store = StoreFixture.open(directory, Disk.real())) {
      List<String> lines = new ArrayList<>(LINES);
      lines.addAll(4, List.of("2026-01-02T03:04:05.000100Z up", "2026-01-02T03:04:05.000200Z up"));
      assertEquals(lines, StoreFixture.lines(store));
      assertEquals(List.of(), store.health().problems());
      assertEquals(9, store.lastSequence("queue").orElseThrow());
    }
  }

  private void unpack(String name) throws IOException {
    InputStream resource = getClass().getResourceAsStream(name);
    assertNotNull(resource, name);
    try (ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
          Files.write(target, zip.readAllBytes());
        }
      }
    }
  }
}
