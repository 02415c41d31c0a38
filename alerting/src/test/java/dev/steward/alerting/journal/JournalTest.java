package dev.steward.alerting.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("below/journal");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> reopened() {
    List<String> records = new ArrayList<>();
    Journal.open(file, record -> records.add(new String(record, StandardCharsets.UTF_8))).close();
    return records;
  }

  private void write(String... records) {
    try (Journal journal = Journal.open(file, record -> {})) {
      for (String record : records) {
        journal.append(bytes(record));
      }
    }
  }

  @Test
  void whatWasAppendedIsReadAgainInItsOrder() {
    write("one", "", "three");
    write("four");
    assertEquals(List.of("one", "", "three", "four"), reopened());
  }

  @Test
  void aRecordCutOffAnywhereIsDroppedAndTheFileGoesOn() throws IOException {
    write("one", "two");
    byte[] whole = Files.readAllBytes(file);
    int first = 8 + 8 + 3;
    for (int cut = first; cut < whole.length; cut++) {
      Files.write(file, java.util.Arrays.copyOf(whole, cut));
      assertEquals(List.of("one"), reopened(), "cut at " + cut);
      write("again");
      assertEquals(List.of("one", "again"), reopened(), "cut at " + cut);
    }
  }

  @Test
  void aDamagedRecordEndsTheReadingAndTheFileIsKept() throws IOException {
    write("one", "two", "three");
    byte[] bytes = Files.readAllBytes(file);
    bytes[8 + 8 + 3 + 8] ^= 1;
    Files.write(file, bytes);
    assertEquals(List.of("one"), reopened());
    assertTrue(Files.exists(file.resolveSibling("journal.damaged")));
  }

  @Test
  void anotherFileIsSetAside() throws IOException {
    Files.createDirectories(folder.resolve("below"));
    Files.writeString(file, "something else entirely", StandardOpenOption.CREATE);
    assertEquals(List.of(), reopened());
    assertTrue(Files.exists(file.resolveSibling("journal.damaged")));
  }

  @Test
  void rewritingLeavesWhatWasGivenAndAppendsGoOn() {
    try (Journal journal = Journal.open(file, record -> {})) {
      for (int i = 0; i < 100; i++) {
        journal.append(bytes("record " + i));
      }
      long before = journal.length();
      journal.rewrite(List.of(bytes("record 99")));
      assertTrue(journal.length() < before);
      journal.append(bytes("record 100"));
    }
    assertEquals(List.of("record 99", "record 100"), reopened());
  }

  @Test
  void manyThreadsAppendEachRecordOnce() throws InterruptedException {
    try (Journal journal = Journal.open(file, record -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        String record = "record " + i;
        threads.execute(() -> journal.append(bytes(record)));
      }
      threads.shutdown();
      assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
    }
    List<String> records = reopened();
    assertEquals(500, records.size());
    assertEquals(500, new TreeSet<>(records).size());
  }
}
