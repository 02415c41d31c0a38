package dev.steward.spi.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.text.Regex;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFilterTest {
  private static final Line LINE = Line.of("Accepted password from 10.0.0.7");

  @Test
  void eachKindOfFilterLooksAtTheLine() {
    assertTrue(new LineFilter.Contains("password").accepts(LINE));
    assertTrue(new LineFilter.Contains("").accepts(LINE));
    assertFalse(new LineFilter.Contains("Password").accepts(LINE));
    assertTrue(new LineFilter.Matches(Regex.compile("from \\d+")).accepts(LINE));
    assertTrue(new LineFilter.HasPattern(LinePattern.parse("Accepted <_> from <_>")).accepts(LINE));
    assertTrue(new LineFilter.HasAddress(AddressRange.parse("10.0.0.0/8")).accepts(LINE));
    assertFalse(new LineFilter.Not(new LineFilter.Contains("password")).accepts(LINE));
  }

  @Test
  void anyOfAcceptsWhatOneAcceptsAndAllMustAcceptTogether() {
    LineFilter no = new LineFilter.Contains("nothing");
    LineFilter yes = new LineFilter.Contains("Accepted");
    assertTrue(new LineFilter.AnyOf(List.of(no, yes)).accepts(LINE));
    assertFalse(new LineFilter.AnyOf(List.of(no, no)).accepts(LINE));
    assertTrue(LineFilter.acceptsAll(List.of(yes, yes), LINE));
    assertFalse(LineFilter.acceptsAll(List.of(yes, no), LINE));
    assertTrue(LineFilter.acceptsAll(List.of(), LINE));
    assertThrows(IllegalArgumentException.class, () -> new LineFilter.AnyOf(List.of()));
  }

  @Test
  void aSelectorIsTheConjunctionOfItsMatchers() {
    Selector selector =
        Selector.of(
            new LabelMatcher.Equal("job", "syslog"),
            new LabelMatcher.NotEqual("host", "mx2"),
            new LabelMatcher.Matches("level", Regex.compile("warn|error")),
            new LabelMatcher.NotMatches("app", Regex.compile("s.+")));
    assertTrue(selector.accepts(Labels.of("job", "syslog", "level", "warn", "app", "s")));
    assertFalse(selector.accepts(Labels.of("job", "syslog", "level", "warn", "app", "sh")));
    assertFalse(selector.accepts(Labels.of("job", "syslog", "level", "warn", "host", "mx2")));
    assertFalse(selector.accepts(Labels.of("job", "syslog")));
    assertTrue(selector.refusesEmpty());
    assertEquals(
        "{job=\"syslog\", host!=\"mx2\", level=~\"warn|error\", app!~\"s.+\"}",
        selector.toString());
  }

  @Test
  void aMissingLabelIsEmpty() {
    assertTrue(new LabelMatcher.Equal("x", "").acceptsEmpty());
    assertTrue(new LabelMatcher.Matches("x", Regex.compile(".*")).acceptsEmpty());
    assertFalse(new LabelMatcher.Matches("x", Regex.compile(".+")).acceptsEmpty());
    assertFalse(Selector.of(new LabelMatcher.NotEqual("x", "a")).refusesEmpty());
    assertTrue(Selector.ALL.accepts(Labels.EMPTY));
  }
}
