package dev.steward.query.logql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Series;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.QueryContext;
import dev.steward.testkit.store.log.InMemoryLogStore;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Counts that the store makes equal those made of entries one by one. A stage that changes nothing,
 * such as {@code decolorize} on lines without colours, keeps the store from counting.
 */
class StoreCountTest {
  private static final String[] OPERATIONS = {
    "count_over_time", "rate", "bytes_over_time", "bytes_rate"
  };

  private static final String[] GROUPINGS = {
    "",
    "sum ",
    "sum by (app) ",
    "sum by (host) ",
    "sum by (level) ",
    "sum by (detected_level) ",
    "sum by (app, detected_level) ",
    "sum by (level_extracted) ",
    "sum by (pid, host) ",
    "sum without (pid) ",
    "sum without (detected_level, host) "
  };

  private static final String[] FILTERS = {"", " |= \"a\"", " != \"a\" |~ \"b|c\""};

  @Test
  void countingInTheStoreChangesNothing() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      LogqlEngine engine = new LogqlEngine(randomStore(random), LogqlOptions.UNLIMITED);
      for (int i = 0; i < 40; i++) {
        String sum = pick(GROUPINGS, random);
        String operation = pick(OPERATIONS, random);
        String filter = pick(FILTERS, random);
        String range = " [" + (1 + random.nextInt(40)) + "s]";
        String start = sum + (sum.isEmpty() ? "" : "(") + operation + "({app=~\".+\"}" + filter;
        String end = range + ")" + (sum.isEmpty() ? "" : ")");
        long step = (1 + random.nextInt(30)) * 1_000_000_000L;
        assertEquals(
            answer(engine, start + " | decolorize" + end, step),
            answer(engine, start + end, step),
            () -> "seed " + seed + ": " + start + end);
      }
    }
  }

  private static String pick(String[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  private static InMemoryLogStore randomStore(Random random) {
    InMemoryLogStore store = new InMemoryLogStore();
    boolean withMetadata = random.nextBoolean();
    boolean onlyLevels = random.nextBoolean();
    for (int i = 0; i < 60; i++) {
      Labels.Builder stream = Labels.builder().set("app", "a" + random.nextInt(3));
      addSometimes(stream, "host", "h", random);
      addSometimes(stream, "level", "l", random);
      addSometimes(stream, "detected_level", "d", random);
      Labels.Builder metadata = Labels.builder();
      if (withMetadata) {
        addSometimes(metadata, "detected_level", "l", random);
        if (!onlyLevels) {
          addSometimes(metadata, "pid", "p", random);
          addSometimes(metadata, "host", "m", random);
          addSometimes(metadata, "level", "m", random);
        }
      }
      LogEntry entry =
          new LogEntry(
              random.nextInt(60) * 1_000_000_000L,
              Line.of("abc".substring(random.nextInt(3)).repeat(1 + random.nextInt(3))),
              metadata.build());
      LogBatch.Stream one = new LogBatch.Stream(stream.build(), List.of(entry));
      store.append(new LogBatch(null, LogBatch.Duplicates.KEPT, List.of(one))).join();
    }
    return store;
  }

  private static void addSometimes(
      Labels.Builder labels, String name, String value, Random random) {
    if (random.nextInt(3) == 0) {
      labels.set(name, value + random.nextInt(2));
    }
  }

  private static Map<Labels, String> answer(LogqlEngine engine, String query, long step) {
    QueryValue value = engine.range(query, 0, 70_000_000_000L, step, QueryContext.unlimited());
    Map<Labels, String> answer = new TreeMap<>();
    for (Series series : ((QueryValue.Matrix) value).series()) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < series.points().size(); i++) {
        points.append(series.points().timestampMillis(i)).append('=');
        points.append(series.points().value(i)).append(' ');
      }
      answer.put(series.labels(), points.toString());
    }
    return answer;
  }
}
