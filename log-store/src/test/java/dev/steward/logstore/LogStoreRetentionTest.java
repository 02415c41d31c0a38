package dev.steward.logstore;

import static dev.steward.logstore.StoreFixture.MAIL;
import static dev.steward.logstore.StoreFixture.append;
import static dev.steward.logstore.StoreFixture.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.logstore.LogStoreOptions.RetentionOverride;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreRetentionTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final Labels AUDIT = Labels.of("host", "mx1", "service_name", "audit").interned();

  @TempDir private Path directory;
  private final FaultyDisk disk = new FaultyDisk();

  private LogStoreEngine open(LogStoreOptions options) throws IOException {
    return LogStoreEngine.open(directory, options, Clock.fixed(NOW, ZoneOffset.UTC), disk);
  }

  private static long daysAgo(int days) {
    return NOW.minus(Duration.ofDays(days)).getEpochSecond() * 1_000_000_000L;
  }

  private static void fill(LogStoreEngine store) {
    for (int days : new int[] {40, 20, 2, 0}) {
      append(store, MAIL, daysAgo(days), "mail " + days).join();
      append(store, AUDIT, daysAgo(days) + 5, "audit " + days).join();
      store.flush();
    }
  }

  @Test
  void withoutLimitsEverythingIsKept() throws IOException {
    try (LogStoreEngine store = open(LogStoreOptions.defaults())) {
      fill(store);
      store.maintain();
      assertEquals(8, lines(store).size());
    }
  }

  @Test
  void whatIsOlderThanTheAgeGoesWithItsDay() throws IOException {
    LogStoreOptions options =
        LogStoreOptions.defaults().withRetention(Duration.ofDays(30), Long.MAX_VALUE, 0, List.of());
    try (LogStoreEngine store = open(options)) {
      fill(store);
      store.maintain();
      assertEquals(
          List.of("mail 20", "audit 20", "mail 2", "audit 2", "mail 0", "audit 0"), lines(store));
      assertEquals(2, store.metrics().linesExpired());
    }
    try (Stream<Path> days = Files.list(directory.resolve("days"))) {
      assertEquals(3, days.count());
    }
  }

  @Test
  void someStreamsMayHaveAnotherAge() throws IOException {
    Selector audit = Selector.of(new LabelMatcher.Equal("service_name", "audit"));
    LogStoreOptions options =
        LogStoreOptions.defaults()
            .withRetention(
                Duration.ofDays(10),
                Long.MAX_VALUE,
                0,
                List.of(new RetentionOverride(audit, Duration.ofDays(365))));
    try (LogStoreEngine store = open(options)) {
      fill(store);
      store.maintain();
      assertEquals(
          List.of("audit 40", "audit 20", "mail 2", "audit 2", "mail 0", "audit 0"), lines(store));
    }
  }

  @Test
  void theOldestGoesWhenTheStoreIsTooLarge() throws IOException {
    LogStoreOptions options = LogStoreOptions.defaults().withRetention(null, 1, 0, List.of());
    try (LogStoreEngine store = open(options)) {
      fill(store);
      store.maintain();
      assertEquals(List.of("mail 0", "audit 0"), lines(store));
    }
  }

  @Test
  void theOldestGoesWhenTheDiskIsNearlyFull() throws IOException {
    try (LogStoreEngine store = open(LogStoreOptions.defaults())) {
      fill(store);
      disk.space(9, 100);
      store.maintain();
      assertEquals(List.of("mail 0", "audit 0"), lines(store));
    }
  }
}
