package dev.steward.formats.syslog;

import static dev.steward.formats.syslog.Parsing.PEER;
import static dev.steward.formats.syslog.Parsing.RECEIVED;
import static dev.steward.formats.syslog.Parsing.nanos;
import static dev.steward.formats.syslog.Parsing.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyslogSessionTest {
  private final List<String> messages = new ArrayList<>();
  private final SyslogSession session =
      new SyslogSession(new SyslogParser(ZoneOffset.UTC), 1000, PEER);

  private void feed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    session.feed(bytes, 0, bytes.length, nanos(RECEIVED), message -> messages.add(shown(message)));
  }

  private void end() {
    session.end(nanos(RECEIVED), message -> messages.add(shown(message)));
  }

  @Test
  void linesOfOneMessageShareItsHeader() {
    feed("<11>Oct 11 22:14:15 mx1 app[3]: java.lang.Error: no\r\n\tat a.B.c\n\tat d\n<14>x: y\n");
    assertEquals(
        List.of(
            "11 2026-10-11T22:14:15Z mx1 app[3] | java.lang.Error: no",
            "11 2026-10-11T22:14:15Z mx1 app[3] | \tat a.B.c",
            "11 2026-10-11T22:14:15Z mx1 app[3] | \tat d",
            "14 received peer x | y"),
        messages);
    assertEquals(0, session.malformed());
  }

  @Test
  void anUnreadableLineNeverTakesTheHeaderOfTheMessageBeforeIt() {
    feed("<13>1 2026-10-11T22:14:15Z mx1 app - - - good\ngarbage line\n<14>x: y\n");
    assertEquals(
        List.of(
            "13 2026-10-11T22:14:15Z mx1 app | good",
            "13 received peer - malformed | garbage line",
            "14 received peer x | y"),
        messages);
    assertEquals(1, session.malformed());
  }

  @Test
  void aSenderWithoutPrioritiesSendsAMessageALine() {
    feed("first\nOct 11 22:14:15 mx1 app: second\n");
    assertEquals(
        List.of("13 received peer - malformed | first", "13 2026-10-11T22:14:15Z mx1 app | second"),
        messages);
    assertEquals(1, session.malformed());
  }

  @Test
  void countedFramesMayHoldLineFeeds() {
    feed("14 <14>app: a\nb\nc<14>app: d\n9 <14>ap: e");
    assertEquals(
        List.of(
            "14 received peer app | a\nb\nc",
            "14 received peer app | d",
            "14 received peer ap | e"),
        messages);
  }

  @Test
  void theHostOfAConnectionThroughAProxyIsItsSource() {
    feed("PROXY TCP4 198.51.100.7 192.0.2.9 5000 514\r\n<14>app: a\n");
    assertEquals(List.of("14 received 198.51.100.7 app | a"), messages);
  }

  @Test
  void whatIsLeftWhenTheConnectionEndsIsAMessage() {
    feed("<14>app: no line fe");
    end();
    assertEquals(List.of("14 received peer app | no line fe"), messages);
    assertEquals(0, session.truncated());
  }

  @Test
  void aMessageOverTheLimitIsCounted() {
    feed("<14>app: " + "x".repeat(5000) + "\n<14>app: y\n");
    assertEquals(2, messages.size());
    assertEquals(1, session.truncated());
  }
}
