package dev.steward.testkit.store.log;

import static dev.steward.testkit.store.log.LogStoreSubject.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStatistics;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a log store counts without handing lines out. */
public interface LogCountContract extends LogStoreSubject {
  /** The counts of a query, a text for each stream and level, sorted. */
  default List<String> counted(LogQuery query, LogCounting counting) {
    List<String> rows = new ArrayList<>();
    for (LogCounting.Counts counts : store().count(query, counting, QueryContext.unlimited())) {
      rows.add(
          counts.stream()
              + " "
              + counts.detectedLevel()
              + " "
              + Arrays.toString(counts.entries())
              + " "
              + Arrays.toString(counts.bytes()));
    }
    return rows.stream().sorted().toList();
  }

  @Test
  default void windowsAreOpenOnTheLeftAndClosedOnTheRight() {
    put(MAIL, entry(NOON, "a"), entry(NOON + 10, "bb"), entry(NOON + 11, "ccc"));

    assertEquals(
        List.of(MAIL + " null [1, 1, 1] [1, 2, 3]"),
        counted(all(), new LogCounting(NOON, 10, 10, 3, false)));
  }

  @Test
  default void windowsMayOverlapOrLeaveGaps() {
    put(MAIL, entry(NOON, "a"), entry(NOON + 4, "b"), entry(NOON + 10, "c"));

    assertEquals(
        List.of(MAIL + " null [1, 2, 2] [1, 2, 2]"),
        counted(all(), new LogCounting(NOON, 5, 10, 3, false)));
    assertEquals(
        List.of(MAIL + " null [1, 1] [1, 1]"),
        counted(all(), new LogCounting(NOON, 10, 2, 2, false)));
  }

  @Test
  default void bytesAreLeftOutWhereNotAskedFor() {
    put(MAIL, entry(NOON, "four"));

    assertEquals(
        List.of(MAIL + " null [1] [0]"),
        counted(all(), new LogCounting(NOON, 10, 10, 1, false, false)));
  }

  @Test
  default void levelsAreToldApartWhereThatIsAsked() {
    put(
        MAIL,
        levelled(NOON, "x", "error"),
        levelled(NOON + 1, "y", "info"),
        levelled(NOON + 2, "z", "error"),
        entry(NOON + 3, "none"));

    assertEquals(
        List.of(MAIL + "  [1] [4]", MAIL + " error [2] [2]", MAIL + " info [1] [1]"),
        counted(all(), new LogCounting(NOON + 10, 100, 100, 1, true)));
  }

  private static LogEntry levelled(long timestampNanos, String line, String level) {
    return new LogEntry(timestampNanos, Line.of(line), Labels.of("detected_level", level));
  }

  @Test
  default void onlyStreamsWithAnEntryInAWindowAreNamed() {
    put(MAIL, entry(NOON, "a"));
    put(WEB, entry(NOON + 100, "b"));

    assertEquals(
        List.of(MAIL + " null [1] [1]"),
        counted(all(), new LogCounting(NOON + 5, 10, 10, 1, false)));
  }

  @Test
  default void streamsMayBeCountedTogether() {
    put(MAIL, entry(NOON, "a"), entry(NOON + 1, "b"));
    put(WEB, entry(NOON, "c"));
    Labels together = Labels.of("kind", "any");

    assertEquals(
        List.of(together + " null [3] [3]"),
        counted(all(), new LogCounting(NOON + 5, 10, 10, 1, false, true, stream -> together)));
  }

  @Test
  default void filtersAndSelectorsNarrowTheCounts() {
    put(MAIL, entry(NOON, "user 1 failed"), entry(NOON + 1, "user 2 came"));
    put(WEB, entry(NOON, "user 3 failed"));

    LogQuery query =
        new LogQuery(
            Selector.of(new LabelMatcher.Equal("service_name", "mail")),
            TimeRange.ALL,
            List.of(new LineFilter.Contains("failed")));
    assertEquals(
        List.of(MAIL + " null [1] [13]"),
        counted(query, new LogCounting(NOON + 5, 10, 10, 1, false)));
  }

  @Test
  default void theQuerysRangeDoesNotMatterForCounts() {
    put(MAIL, entry(NOON, "a"));

    assertEquals(
        List.of(MAIL + " null [1] [1]"),
        counted(
            new LogQuery(Selector.ALL, new TimeRange(0, 1)),
            new LogCounting(NOON, 10, 10, 1, false)));
  }

  @Test
  default void streamsAndLabelsOfASelectionAreNamed() {
    put(MAIL, entry(NOON, "a"));
    put(WEB, entry(NOON, "b"));
    QueryContext context = QueryContext.unlimited();

    assertEquals(
        Set.of(MAIL, WEB), Set.copyOf(store().streams(Selector.ALL, TimeRange.ALL, context)));
    assertEquals(
        Set.of("host", "service_name"), store().labelNames(Selector.ALL, TimeRange.ALL, context));
    assertEquals(
        Set.of("mail"),
        store()
            .labelValues(
                "service_name",
                Selector.of(new LabelMatcher.NotEqual("service_name", "web")),
                TimeRange.ALL,
                context));
    assertTrue(
        store()
            .streams(
                Selector.ALL, new TimeRange(NOON + 3000 * MINUTE, NOON + 4000 * MINUTE), context)
            .isEmpty());
  }

  @Test
  default void statisticsOfEverythingAreExact() {
    put(MAIL, entry(NOON, "four"), entry(NOON + 1, "12345"));
    put(WEB, entry(NOON, ""));

    LogStatistics statistics =
        store().statistics(Selector.ALL, TimeRange.ALL, QueryContext.unlimited());
    assertEquals(2, statistics.streams());
    assertEquals(3, statistics.entries());
    assertEquals(9, statistics.bytes());
    assertTrue(statistics.chunks() >= 1);
    assertEquals(
        new LogStatistics(0, 0, 0, 0),
        store()
            .statistics(
                Selector.of(new LabelMatcher.Equal("host", "nowhere")),
                TimeRange.ALL,
                QueryContext.unlimited()));
  }

  private static LogQuery all() {
    return new LogQuery(Selector.ALL, TimeRange.ALL);
  }
}
