package dev.steward.formats.syslog;

import static dev.steward.formats.syslog.Parsing.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogStreamsTest {
  private final SyslogStreams streams = new SyslogStreams();

  @Test
  void theStreamIsHostAppJobAndLevel() {
    assertEquals(
        Labels.of("host", "mx1", "job", "syslog", "level", "critical", "service_name", "su"),
        streams.stream(parse("<34>Oct 11 22:14:15 mx1 su: text")));
    assertEquals(
        Labels.of(
            "host",
            "192.0.2.1",
            "job",
            "syslog",
            "level",
            "notice",
            "service_name",
            "unknown_service"),
        streams.stream(parse("anything")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, fatal",
    "1, fatal",
    "2, critical",
    "3, error",
    "4, warn",
    "5, notice",
    "6, info",
    "7, debug"
  })
  void aSeverityIsALevel(int severity, String level) {
    assertEquals(level, SyslogStreams.level(severity));
  }

  @Test
  void theEntryCarriesTheRestAsMetadata() {
    SyslogMessage message =
        parse(
            "<165>1 2026-10-11T22:14:15Z mx1 app 8710 ID47 [ex@32473 iut=\"3\" 1st-key=\"a\""
                + " iut=\"4\"][9flag] text");
    assertEquals(
        new LogEntry(
            message.timestampNanos(),
            Line.of("text"),
            Labels.of(
                "facility",
                "local4",
                "pid",
                "8710",
                "msgid",
                "ID47",
                "ex_32473_iut",
                "3,4",
                "ex_32473_1st_key",
                "a",
                "_9flag",
                "true")),
        streams.entry(message));
  }

  @Test
  void aMalformedMessageIsMarked() {
    assertEquals(
        Labels.of("facility", "user", "malformed", "true"),
        streams.entry(parse("anything")).metadata());
  }

  @Test
  void labelSetsAreMadeOnce() {
    SyslogMessage first = parse("<34>Oct 11 22:14:15 mx1 su[1]: one");
    SyslogMessage second = parse("<34>Oct 11 22:14:16 mx1 su[1]: two");
    assertSame(streams.stream(first), streams.stream(second));
    assertSame(streams.entry(first).metadata(), streams.entry(second).metadata());
  }

  @Test
  void moreStreamsThanTheCacheHoldsAreAllRight() {
    for (int i = 0; i < 20_000; i++) {
      SyslogMessage message = parse("<34>Oct 11 22:14:15 host" + i + " su[" + i + "]: one");
      assertEquals("host" + i, streams.stream(message).value("host"));
      assertEquals(Integer.toString(i), streams.entry(message).metadata().value("pid"));
    }
  }
}
