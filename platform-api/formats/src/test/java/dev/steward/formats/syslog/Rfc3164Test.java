package dev.steward.formats.syslog;

import static dev.steward.formats.syslog.Parsing.PEER;
import static dev.steward.formats.syslog.Parsing.nanos;
import static dev.steward.formats.syslog.Parsing.parse;
import static dev.steward.formats.syslog.Parsing.shown;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rfc3164Test {
  private static final String TIME = "2026-10-11T22:14:15Z";

  private static void reads(String message, String expected) {
    assertEquals(expected, shown(parse(message)));
  }

  @Test
  void theClassicFormIsRead() {
    reads(
        "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
        "34 " + TIME + " mymachine su | 'su root' failed for lonvick on /dev/pts/8");
    reads("<38>Oct  1 02:04:05 mx1 sshd[42]: in", "38 2026-10-01T02:04:05Z mx1 sshd[42] | in");
    reads(
        "<38>Oct 11 22:14:15 mx1 su(pam_unix)[1]: in", "38 " + TIME + " mx1 su(pam_unix)[1] | in");
    reads(
        "<38>Oct 11 22:14:15 mx1 postfix/smtpd[1]: x", "38 " + TIME + " mx1 postfix/smtpd[1] | x");
  }

  @Test
  void ciscoSequenceNumbersAndHostBeforeTheStamp() {
    String message =
        "<189>237: 000485: router1: *Jan 8 19:46:03.295: %LINEPROTO-5-UPDOWN: Line protocol";
    reads(
        message,
        "189 2026-01-08T19:46:03.295Z router1 LINEPROTO LINEPROTO-5-UPDOWN"
            + " | %LINEPROTO-5-UPDOWN: Line protocol");
    assertEquals(
        List.of(
            new StructuredParameter("", "sequence", "237"),
            new StructuredParameter("", "sequence", "000485")),
        parse(message).parameters());
    reads(
        "<189>29: 4w2d: %SYS-5-CONFIG_I: Configured",
        "189 received peer SYS SYS-5-CONFIG_I | %SYS-5-CONFIG_I: Configured");
    reads("<13>router1 Oct 11 22:14:15 app: text", "13 " + TIME + " router1 app | text");
  }

  @Test
  void anAsteriskOrADotBeforeTheStamp() {
    reads(
        "<189>*Oct 11 22:14:15.120: %SYS-5-X: m",
        "189 2026-10-11T22:14:15.120Z peer SYS SYS-5-X | %SYS-5-X: m");
    reads("<189>.Oct 11 22:14:15: %SYS-5-X: m", "189 " + TIME + " peer SYS SYS-5-X | %SYS-5-X: m");
  }

  @ParameterizedTest
  @CsvSource({
    "Oct 11 22:14:15 CEST, 2026-10-11T20:14:15Z",
    "Oct 11 22:14:15 UTC, 2026-10-11T22:14:15Z",
    "Oct 11 22:14:15 +02:00, 2026-10-11T20:14:15Z",
    "Oct 11 22:14:15 -0330, 2026-10-12T01:44:15Z",
    "Oct 11 22:14:15+02, 2026-10-11T20:14:15Z",
    "Oct 11 22:14:15Z, 2026-10-11T22:14:15Z",
    "Oct 11 22:14:15 EST 2020, 2020-10-12T03:14:15Z",
    "Oct 11 22:14:15.123 CET, 2026-10-11T21:14:15.123Z",
  })
  void aNamedZoneOrAnOffsetAfterTheStamp(String stamp, String time) {
    reads("<13>" + stamp + " host app: text", "13 " + time + " host app | text");
  }

  @ParameterizedTest
  @CsvSource({
    "Oct 11 2003 22:14:15",
    "2003 Oct 11 22:14:15",
    "Oct 11 22:14:15 2003",
    "Sat Oct 11 22:14:15 2003",
    "'Sat, Oct 11 2003 22:14:15'"
  })
  void theYearBeforeOrAfterTheStamp(String stamp) {
    reads("<13>" + stamp + " host app: text", "13 2003-10-11T22:14:15Z host app | text");
  }

  @Test
  void noTimestamp() {
    reads(
        "<187>%PIX-4-106023: Deny udp src outside",
        "187 received peer PIX PIX-4-106023 | %PIX-4-106023: Deny udp src outside");
    reads("<13>app[12]: text", "13 received peer app[12] | text");
    reads("<13>app: text", "13 received peer app | text");
    reads("<13>host app[12]: text", "13 received host app[12] | text");
    reads("<13>User root: logged in", "13 received peer User | User root: logged in");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-11T22:14:15.003Z, 2026-10-11T22:14:15.003Z",
    "2026-10-11T22:14:15+02:00, 2026-10-11T20:14:15Z",
    "2026-10-11T22:14:15+0200, 2026-10-11T20:14:15Z",
    "2026-10-11T22:14:15.1234567Z, 2026-10-11T22:14:15.123456700Z",
    "'2026-10-11T22:14:15,5Z', 2026-10-11T22:14:15.500Z",
    "2026-10-11 22:14:15, 2026-10-11T22:14:15Z",
    "2026-10-11 22:14:15 +0200, 2026-10-11T20:14:15Z",
    "2026/10/11 22:14:15, 2026-10-11T22:14:15Z",
  })
  void anRfc3339StampInAnOldMessage(String stamp, String time) {
    reads("<13>" + stamp + " host app[1]: text", "13 " + time + " host app[1] | text");
  }

  @Test
  void theWeekdayFirst() {
    reads("<13>Sun Oct 11 22:14:15 host app: text", "13 " + TIME + " host app | text");
  }

  @Test
  void aTextInBracketsRightAfterThePriority() {
    reads(
        "<130> [ERROR] iapp_socket_task.c 399: iappSocketTask: iappRecvPkt returned error",
        "130 received peer - | [ERROR] iapp_socket_task.c 399: iappSocketTask: iappRecvPkt"
            + " returned error");
  }

  @Test
  void snareTabsPlainAndEscaped() {
    reads(
        "<14>Oct 11 22:14:15 dc1 MSWinEventLog\t1\tSecurity\t2",
        "14 " + TIME + " dc1 MSWinEventLog | MSWinEventLog\t1\tSecurity\t2");
    reads(
        "<14>Oct 11 22:14:15 dc1 MSWinEventLog#0111#011Security",
        "14 " + TIME + " dc1 MSWinEventLog | MSWinEventLog#0111#011Security");
  }

  @Test
  void theHostInBracketsOrWithAnAtSign() {
    reads("<13>Oct 11 22:14:15 [10.0.0.1] app: text", "13 " + TIME + " 10.0.0.1 app | text");
    reads("<13>Oct 11 22:14:15 2001:db8::1 app: text", "13 " + TIME + " 2001:db8::1 app | text");
    reads("<13>Oct 11 22:14:15 s_net@mx1 app: text", "13 " + TIME + " mx1 app | text");
  }

  @Test
  void relayChainsWithSlashes() {
    SyslogMessage message = parse("<13>Oct 11 22:14:15 mx1/relay1/relay2 app: text");
    assertEquals("13 " + TIME + " mx1 app | text", shown(message));
    assertEquals(
        List.of(new StructuredParameter("", "path", "mx1/relay1/relay2")), message.parameters());
  }

  @Test
  void noHost() {
    reads("<13>Oct 11 22:14:15 app[1]: text", "13 " + TIME + " peer app[1] | text");
    reads("<13>Oct 11 22:14:15 app: text", "13 " + TIME + " peer app | text");
    reads("<13>Oct 11 22:14:15 app[1] text", "13 " + TIME + " peer app[1] | text");
    reads("<134>Oct 11 22:14:15 haproxy[9]: text", "134 " + TIME + " peer haproxy[9] | text");
  }

  @Test
  void aLongTagAndATagWithoutColon() {
    String tag = "com.example.a-very-long-name-of-a-program".repeat(3);
    reads("<13>Oct 11 22:14:15 h " + tag + ": text", "13 " + TIME + " h " + tag + " | text");
    reads("<13>Oct 11 22:14:15 h app[77] text", "13 " + TIME + " h app[77] | text");
    reads("<13>Oct 11 22:14:15 h app text", "13 " + TIME + " h app | app text");
    reads("<13>Oct 11 22:14:15 h app:text", "13 " + TIME + " h app | text");
    String endless = "x".repeat(256);
    reads("<13>Oct 11 22:14:15 h " + endless, "13 " + TIME + " h - | " + endless);
  }

  @Test
  void whatLooksLikeATagAndIsNone() {
    reads("<13>Oct 11 22:14:15 h http://x/y", "13 " + TIME + " h - | http://x/y");
    reads("<13>Oct 11 22:14:15 h C:\\windows", "13 " + TIME + " h - | C:\\windows");
    reads("<13>Oct 11 22:14:15 h 12:30 lunch", "13 " + TIME + " h - | 12:30 lunch");
    reads("<13>Oct 11 22:14:15 h {\"a\": 1}", "13 " + TIME + " h - | {\"a\": 1}");
    reads("<13>Oct 11 22:14:15 h key=value x", "13 " + TIME + " h - | key=value x");
  }

  @Test
  void impossibleHosts() {
    reads("<13>Oct 11 22:14:15 !!,,== app: text", "13 " + TIME + " peer - | !!,,== app: text");
    reads("<13>Oct 11 22:14:15 -- app: text", "13 " + TIME + " peer - | -- app: text");
    String host = "h".repeat(256);
    reads(
        "<13>Oct 11 22:14:15 " + host + " app: text",
        "13 " + TIME + " peer - | " + host + " app: text");
  }

  @Test
  void noPriority() {
    reads("Oct 11 22:14:15 mx1 sshd[9]: text", "13 " + TIME + " mx1 sshd[9] | text");
    reads("2026-10-11T22:14:15Z mx1 sshd[9]: text", "13 " + TIME + " mx1 sshd[9] | text");
    reads("hello world", "13 received peer - malformed | hello world");
    reads("  hello: world", "13 received peer - malformed |   hello: world");
    reads("<>hello", "13 received peer - malformed | <>hello");
    reads("<34 hello", "13 received peer - malformed | <34 hello");
  }

  @Test
  void aPriorityOver191IsKeptInTheText() {
    reads(
        "<192>Oct 11 22:14:15 mx1 app: text",
        "13 " + TIME + " mx1 app malformed | <192>Oct 11 22:14:15 mx1 app: text");
    reads("<99999999>text", "13 received peer text malformed | <99999999>text");
  }

  @Test
  void leadingZerosAndInnerSpaceInThePriority() {
    reads("<0034>Oct 11 22:14:15 mx1 app: text", "34 " + TIME + " mx1 app | text");
    reads("< 34 >Oct 11 22:14:15 mx1 app: text", "34 " + TIME + " mx1 app | text");
    reads("<34> Oct 11 22:14:15 mx1 app: text", "34 " + TIME + " mx1 app | text");
  }

  @ParameterizedTest
  @CsvSource({
    "1760220855, 2025-10-11T22:14:15Z",
    "1760220855.25, 2025-10-11T22:14:15.250Z",
    "1760220855123, 2025-10-11T22:14:15.123Z",
  })
  void unixTimeAlsoFractional(String stamp, String time) {
    reads("<13>" + stamp + " host app: text", "13 " + time + " host app | text");
  }

  @Test
  void monthsInAnyCaseAndUnpaddedDays() {
    reads("<13>OCT 1 22:14:15 h app: text", "13 2026-10-01T22:14:15Z h app | text");
    reads("<13>oct 01 22:14:15 h app: text", "13 2026-10-01T22:14:15Z h app | text");
    reads("<13>Oct  1 2:14:15 h app: text", "13 2026-10-01T02:14:15Z h app | text");
  }

  @Test
  void latin1BytesAreKeptInTheTextAndReadInNames() {
    byte[] message = "<13>Oct 11 22:14:15 höst äpp: grün".getBytes(StandardCharsets.ISO_8859_1);
    SyslogMessage read = parse(message);
    assertEquals("höst", read.host());
    assertEquals("äpp", read.app());
    assertArrayEquals("grün".getBytes(StandardCharsets.ISO_8859_1), read.line().toByteArray());
  }

  @Test
  void fortiGateKeysAndValuesRightAfterThePriority() {
    reads(
        "<189>date=2026-10-11 time=22:14:15 devname=\"fw1\" type=\"traffic\"",
        "189 received peer - | date=2026-10-11 time=22:14:15 devname=\"fw1\" type=\"traffic\"");
  }

  @Test
  void esxiWithAnIsoStamp() {
    reads(
        "<166>2026-10-11T22:14:15.003Z esx1.example.org Hostd: info hostd[1] [Originator@6876] x",
        "166 2026-10-11T22:14:15.003Z esx1.example.org Hostd | info hostd[1] [Originator@6876] x");
  }

  @Test
  void asaWithAColonInPlaceOfTheHost() {
    String expected = " ASA ASA-6-302013 | %ASA-6-302013: Built outbound";
    reads(
        "<166>Oct 11 22:14:15 : %ASA-6-302013: Built outbound", "166 " + TIME + " peer" + expected);
    reads(
        "<166>Oct 11 22:14:15 fw1 : %ASA-6-302013: Built outbound",
        "166 " + TIME + " fw1" + expected);
    reads(
        "<166>Oct 11 2026 22:14:15: %ASA-6-302013: Built outbound",
        "166 " + TIME + " peer" + expected);
    reads("<166> : %ASA-6-302013: Built outbound", "166 received peer" + expected);
    reads("<166>:%ASA-6-302013: Built", "166 received peer - | :%ASA-6-302013: Built");
  }

  @Test
  void cefAndLeefKeepTheirNameInTheText() {
    reads(
        "<13>Oct 11 22:14:15 fw1 CEF:0|Vendor|Product|1|100|name|5|src=1.2.3.4",
        "13 " + TIME + " fw1 CEF | CEF:0|Vendor|Product|1|100|name|5|src=1.2.3.4");
    reads("<13>LEEF:1.0|Vendor|Product|1|x", "13 received peer LEEF | LEEF:1.0|Vendor|Product|1|x");
  }

  @Test
  void doubledHeadersOfRelays() {
    SyslogMessage message = parse("<13>Oct 11 22:14:16 relay <34>Oct 11 22:14:15 mx1 app[1]: text");
    assertEquals("34 " + TIME + " mx1 app[1] | text", shown(message));
    assertEquals(List.of(new StructuredParameter("", "relay", "relay")), message.parameters());
    reads(
        "<13>Oct 11 22:14:16 relay Oct 11 22:14:15 mx1 app[1]: text",
        "13 " + TIME + " mx1 app[1] | text");
    reads(
        "<13>1 2026-10-11T22:14:16Z relay - - - - <34>1 2026-10-11T22:14:15Z mx1 app 1 - - text",
        "34 " + TIME + " mx1 app[1] | text");
    reads(
        "<13>1 2026-10-11T22:14:16Z relay - - - - <34>Oct 11 22:14:15 mx1 app[1]: text",
        "34 " + TIME + " mx1 app[1] | text");
    reads("<13>Oct 11 22:14:15 mx1 app: <34> is text", "13 " + TIME + " mx1 app | <34> is text");
  }

  @Test
  void proxyPreambles() {
    reads(
        "PROXY TCP4 198.51.100.7 192.0.2.9 5000 514\r\n<13>Oct 11 22:14:15 app: text",
        "13 " + TIME + " 198.51.100.7 app | text");
    reads("PROXY UNKNOWN\r\n<13>app: text", "13 received peer app | text");
    reads("PROXY of nothing", "13 received peer - malformed | PROXY of nothing");
  }

  @Test
  void emptyDatagramsAreMessagesToo() {
    reads("", "13 received peer - malformed | ");
    reads("\r\n\u0000", "13 received peer - malformed | ");
    reads("<13>", "13 received peer - | ");
  }

  @Test
  void lineEndsAndNulsAtTheEndAreNotText() {
    reads("<13>app: text\r\n", "13 received peer app | text");
    reads("<13>app: text\n\u0000", "13 received peer app | text");
    reads("<13>app: text \t", "13 received peer app | text \t");
  }

  @Test
  void messagesOverEightKilobytesAreWhole() {
    String text = "long ".repeat(20_000) + "end";
    reads("<13>Oct 11 22:14:15 h app: " + text, "13 " + TIME + " h app | " + text);
  }

  @Test
  void theYearIsTheLatestThatIsNotInTheFuture() {
    assertEquals("2025-12-31T23:59:59Z", timeOf("Dec 31 23:59:59", "2026-01-01T00:00:01Z"));
    assertEquals("2026-01-01T00:00:01Z", timeOf("Jan  1 00:00:01", "2025-12-31T23:59:59Z"));
    assertEquals("2025-11-28T12:00:00Z", timeOf("Nov 28 12:00:00", "2026-11-20T12:00:00Z"));
    assertEquals("2026-11-26T12:00:00Z", timeOf("Nov 26 12:00:00", "2026-11-20T12:00:00Z"));
    assertEquals("2024-02-29T12:00:00Z", timeOf("Feb 29 12:00:00", "2026-11-20T12:00:00Z"));
  }

  private static String timeOf(String stamp, String received) {
    byte[] message = ("<13>" + stamp + " h a: t").getBytes(StandardCharsets.UTF_8);
    long nanos =
        new SyslogParser(ZoneId.of("UTC"))
            .parse(message, 0, message.length, nanos(Instant.parse(received)), PEER)
            .timestampNanos();
    return Instant.ofEpochSecond(nanos / 1_000_000_000L).toString();
  }

  @Test
  void aStampWithoutZoneIsLocalTimeAlsoAroundAClockChange() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertEquals(
        "13 2026-03-29T00:59:59Z h a | t",
        shown(parse("<13>Mar 29 01:59:59 h a: t".getBytes(StandardCharsets.UTF_8), berlin)));
    assertEquals(
        "13 2026-03-29T01:00:00Z h a | t",
        shown(parse("<13>Mar 29 03:00:00 h a: t".getBytes(StandardCharsets.UTF_8), berlin)));
    assertEquals(
        "13 2026-07-01T10:00:00Z h a | t",
        shown(parse("<13>Jul  1 12:00:00 h a: t".getBytes(StandardCharsets.UTF_8), berlin)));
  }
}
