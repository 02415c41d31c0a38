package dev.steward.testkit.store.log;

import static dev.steward.testkit.store.log.LogStoreSubject.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.PatternCounts;
import dev.steward.spi.store.QueryContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes of lines: what a store says of lines that differ only in numbers. */
public interface LogPatternContract extends LogStoreSubject {
  @Test
  default void linesThatDifferInNumbersShareAPattern() {
    put(
        MAIL,
        entry(NOON, "took 5 ms"),
        entry(NOON + 1, "took 17 ms"),
        entry(NOON + MINUTE, "took 9 ms"),
        entry(NOON + 2, "stopped"));

    List<PatternCounts> patterns = patterns(Selector.ALL, new TimeRange(NOON, NOON + 2 * MINUTE));
    assertEquals(
        List.of("stopped", "took <_> ms"),
        patterns.stream().map(PatternCounts::pattern).sorted().toList());
    PatternCounts took = named(patterns, "took <_> ms");
    assertArrayEquals(new long[] {2, 1}, took.counts());
    assertEquals(MAIL, took.stream());
    assertEquals(NOON, took.firstSeenNanos());
  }

  @Test
  default void patternsCountEveryLineOfTheRangeOnce() {
    for (int i = 0; i < 100; i++) {
      put(i % 2 == 0 ? MAIL : WEB, entry(NOON + i, "request " + i + " of user" + i % 7 + " done"));
    }

    long counted =
        patterns(Selector.ALL, new TimeRange(NOON + 10, NOON + 60)).stream()
            .mapToLong(row -> Arrays.stream(row.counts()).sum())
            .sum();
    assertEquals(50, counted);
  }

  @Test
  default void patternsCarryTheLevel() {
    Labels warn = MAIL.with("level", "warn");
    put(warn, entry(NOON, "queue 5 is slow"));

    List<PatternCounts> patterns =
        patterns(
            Selector.of(new LabelMatcher.Equal("level", "warn")), new TimeRange(NOON, NOON + 10));
    assertEquals("warn", patterns.getFirst().level());
  }

  @Test
  default void aPatternIsNewWhereItsServiceNeverShowedItBefore() {
    put(MAIL, entry(NOON, "took 5 ms"));
    put(WEB, entry(NOON + 1, "took 6 ms"));
    put(MAIL, entry(NOON + MINUTE, "took 7 ms"), entry(NOON + MINUTE, "panic 1 at start"));

    List<PatternCounts> news =
        store()
            .newPatterns(
                Selector.ALL,
                new TimeRange(NOON + MINUTE, NOON + 2 * MINUTE),
                QueryContext.unlimited());
    assertEquals(List.of("panic <_> at start"), news.stream().map(PatternCounts::pattern).toList());
    assertEquals(NOON + MINUTE, news.getFirst().firstSeenNanos());
    assertEquals(1, Arrays.stream(news.getFirst().counts()).sum());
  }

  private List<PatternCounts> patterns(Selector selector, TimeRange range) {
    return store().patterns(selector, range, MINUTE, QueryContext.unlimited());
  }

  private static PatternCounts named(List<PatternCounts> patterns, String pattern) {
    return patterns.stream().filter(row -> row.pattern().equals(pattern)).findFirst().orElseThrow();
  }
}
