package dev.steward.testkit.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every answer equals that of a scan of everything stored, for lines and queries made at random.
 */
public interface LogExactnessContract extends LogStoreSubject {
  /** How many rounds of filling and asking. */
  default int rounds() {
    return 4;
  }

  /**
   * Called between fillings: a store moves its entries, closes and opens again, or does nothing.
   */
  default void disturb(Random random) {}

  @Test
  default void everyAnswerEqualsThatOfANaiveScan() {
    long seed = Long.getLong("steward.seed", System.nanoTime());
    System.out.println("steward.seed=" + seed);
    Random random = new Random(seed);
    GeneratedLogs logs = new GeneratedLogs(seed);
    GeneratedQueries queries = new GeneratedQueries(seed + 1, logs);
    try (InMemoryLogStore naive = new InMemoryLogStore()) {
      for (int round = 0; round < rounds(); round++) {
        fill(naive, logs, random);
        disturb(random);
        for (int i = 0; i < 60; i++) {
          assertSameAnswers(naive, queries, "seed " + seed + ", round " + round + ", query " + i);
        }
        if (round == 1) {
          LogQuery unwanted = queries.query();
          assertEquals(
              naive.delete(unwanted, QueryContext.unlimited()),
              store().delete(unwanted, QueryContext.unlimited()),
              "seed " + seed);
        }
      }
    }
  }

  private void fill(LogStore naive, GeneratedLogs logs, Random random) {
    for (int batch = 0; batch < 12; batch++) {
      List<LogBatch.Stream> streams = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        streams.add(new LogBatch.Stream(logs.stream(), logs.entries(random.nextInt(60))));
      }
      LogBatch.Duplicates duplicates =
          random.nextInt(4) == 0 ? LogBatch.Duplicates.DROPPED : LogBatch.Duplicates.KEPT;
      LogBatch filling = new LogBatch(null, duplicates, streams);
      assertEquals(naive.append(filling).join(), put(filling));
    }
  }

  private void assertSameAnswers(LogStore naive, GeneratedQueries queries, String where) {
    LogQuery query = queries.query();
    for (Direction direction : Direction.values()) {
      assertEquals(all(naive, query, direction), all(store(), query, direction), where + query);
    }
    LogCounting counting = queries.counting();
    assertEquals(
        counts(naive, query, counting), counts(store(), query, counting), where + query + counting);
  }

  private static List<String> all(LogStore store, LogQuery query, Direction direction) {
    List<String> all = new ArrayList<>();
    try (LogCursor cursor = store.read(query, direction, QueryContext.unlimited())) {
      while (cursor.next()) {
        all.add(
            cursor.stream()
                + " "
                + cursor.entry().timestampNanos()
                + " "
                + cursor.entry().metadata()
                + " "
                + new String(
                    cursor.entry().line().toByteArray(),
                    java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  private static List<String> counts(LogStore store, LogQuery query, LogCounting counting) {
    return store.count(query, counting, QueryContext.unlimited()).stream()
        .map(row ->
            row.stream()
                + " "
                + row.detectedLevel()
                + " "
                + Arrays.toString(row.entries())
                + Arrays.toString(row.bytes()))
        .sorted()
        .toList();
  }
}
