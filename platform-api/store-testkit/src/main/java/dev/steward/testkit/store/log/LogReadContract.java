package dev.steward.testkit.store.log;

import static dev.steward.testkit.store.log.LogStoreSubject.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.AddressRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.LinePattern;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.text.Regex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order entries come back, and which. */
public interface LogReadContract extends LogStoreSubject {
  @Test
  default void entriesComeInOrderOfTimeThenLabelsThenStorage() {
    put(WEB, entry(NOON, "w1"), entry(NOON + 5, "w3"), entry(NOON, "w2"));
    put(MAIL, entry(NOON, "m1"), entry(NOON + 5, "m2"), entry(NOON + 1, "m3"));
    put(WEB, entry(NOON, "w4"));

    List<String> expected =
        List.of(
            "mail 0 m1", "web 0 w1", "web 0 w2", "web 0 w4", "mail 1 m3", "mail 5 m2", "web 5 w3");
    assertEquals(expected, everything(Direction.FORWARD));
    assertEquals(expected.reversed(), everything(Direction.BACKWARD));
  }

  @Test
  default void lateAndVeryOldEntriesFindTheirPlace() {
    put(MAIL, entry(NOON, "now"));
    put(MAIL, entry(NOON - 3 * 24 * 60 * MINUTE, "days ago"));
    put(MAIL, entry(0, "the epoch"), entry(-1, "before the epoch"));
    put(MAIL, entry(NOON + 365 * 24 * 60 * MINUTE, "a year ahead"));

    List<String> lines =
        everything(Direction.FORWARD).stream()
            .map(text -> text.substring(text.indexOf(' ', 5) + 1))
            .toList();
    assertEquals(
        List.of("before the epoch", "the epoch", "days ago", "now", "a year ahead"), lines);
  }

  @Test
  default void theRangeIncludesItsStartAndExcludesItsEnd() {
    put(MAIL, entry(NOON, "a"), entry(NOON + 1, "b"), entry(NOON + 2, "c"));

    assertEquals(
        List.of("mail 0 a", "mail 1 b"),
        found(new LogQuery(Selector.ALL, new TimeRange(NOON, NOON + 2)), Direction.FORWARD));
    assertEquals(
        List.of(), found(new LogQuery(Selector.ALL, new TimeRange(NOON, NOON)), Direction.FORWARD));
  }

  @Test
  default void everyKindOfMatcherPicksStreams() {
    put(MAIL, entry(NOON, "m"));
    put(WEB, entry(NOON, "w"));
    put(Labels.of("service_name", "bare"), entry(NOON, "b"));

    assertEquals(List.of("mail 0 m"), picked(new LabelMatcher.Equal("service_name", "mail")));
    assertEquals(
        List.of("web 0 w", "bare 0 b").stream().sorted().toList(),
        picked(new LabelMatcher.NotEqual("service_name", "mail")));
    assertEquals(
        List.of("mail 0 m", "web 0 w"),
        picked(new LabelMatcher.Matches("host", Regex.compile("mx."))));
    assertEquals(
        List.of("bare 0 b"), picked(new LabelMatcher.NotMatches("host", Regex.compile("mx.*"))));
    assertEquals(List.of("bare 0 b"), picked(new LabelMatcher.Equal("host", "")));
    assertEquals(List.of(), picked(new LabelMatcher.Equal("host", "nowhere")));
  }

  private List<String> picked(LabelMatcher matcher) {
    return found(new LogQuery(Selector.of(matcher), TimeRange.ALL), Direction.FORWARD).stream()
        .sorted()
        .toList();
  }

  @Test
  default void everyKindOfFilterPicksLines() {
    put(
        MAIL,
        entry(NOON, "Failed password for root from 10.0.0.7 port 4711 ssh2"),
        entry(NOON + 1, "Accepted publickey for eve from 192.168.1.9 port 22 ssh2"),
        entry(NOON + 2, "needle-17 in a haystack"),
        entry(NOON + 3, ""));

    assertEquals("0", passing(new LineFilter.Contains("Failed password")));
    assertEquals("2", passing(new LineFilter.Contains("eedle-1")));
    assertEquals("01", passing(new LineFilter.Contains(" port ")));
    assertEquals("0123", passing(new LineFilter.Contains("")));
    assertEquals("0", passing(new LineFilter.Matches(Regex.compile("port \\d{3}1 ssh2"))));
    assertEquals("1", passing(new LineFilter.Matches(Regex.compile("(?i)ACCEPTED"))));
    assertEquals("3", passing(new LineFilter.Matches(Regex.compile("^$"))));
    assertEquals("0", passing(new LineFilter.HasAddress(AddressRange.parse("10.0.0.0/8"))));
    assertEquals(
        "0", passing(new LineFilter.HasPattern(LinePattern.parse("Failed <_> port <_> ssh2"))));
    assertEquals("123", passing(new LineFilter.Not(new LineFilter.Contains("Failed"))));
    assertEquals(
        "02",
        passing(
            new LineFilter.AnyOf(
                List.of(new LineFilter.Contains("needle"), new LineFilter.Contains("root")))));
    assertEquals("1", passing(new LineFilter.Contains("port"), new LineFilter.Contains("eve")));
  }

  private String passing(LineFilter... filters) {
    StringBuilder offsets = new StringBuilder();
    LogQuery query = new LogQuery(Selector.ALL, TimeRange.ALL, List.of(filters));
    try (LogCursor cursor = store().read(query, Direction.FORWARD, QueryContext.unlimited())) {
      while (cursor.next()) {
        offsets.append(cursor.entry().timestampNanos() - NOON);
      }
    }
    return offsets.toString();
  }

  @Test
  default void aCursorHandsOutInternedLabelsAndEndsForGood() {
    put(Labels.of("service_name", "mail", "host", "mx1"), entry(NOON, "a"));

    try (LogCursor cursor =
        store()
            .read(
                new LogQuery(Selector.ALL, TimeRange.ALL),
                Direction.FORWARD,
                QueryContext.unlimited())) {
      cursor.next();
      assertSame(MAIL.interned(), cursor.stream());
      assertFalse(cursor.next());
      assertFalse(cursor.next());
    }
  }

  @Test
  default void entriesReadEarlierStayWhatTheyWere() {
    put(MAIL, entry(NOON, "first"), entry(NOON + 1, "second"));

    List<LogEntry> kept = new ArrayList<>();
    try (LogCursor cursor =
        store()
            .read(
                new LogQuery(Selector.ALL, TimeRange.ALL),
                Direction.FORWARD,
                QueryContext.unlimited())) {
      while (cursor.next()) {
        kept.add(cursor.entry());
      }
    }
    put(MAIL, entry(NOON + 2, "third"));
    assertEquals(List.of(entry(NOON, "first"), entry(NOON + 1, "second")), kept);
  }
}
