package dev.steward.formats.syslog;

import static dev.steward.formats.syslog.Parsing.parse;
import static dev.steward.formats.syslog.Parsing.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rfc5424Test {
  private static void reads(String message, String expected) {
    assertEquals(expected, shown(parse(message)));
  }

  @Test
  void allFieldsAreRead() {
    SyslogMessage message =
        parse(
            "<165>1 2026-10-11T22:14:15.003000009Z mx1.example.org evntslog 8710 ID47"
                + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\"][more@1 a=\"b\"]"
                + " An application event log entry");
    assertEquals(
        "165 2026-10-11T22:14:15.003000009Z mx1.example.org evntslog[8710] ID47"
            + " | An application event log entry",
        shown(message));
    assertEquals(20, message.facility());
    assertEquals("local4", message.facilityName());
    assertEquals(5, message.severity());
    assertEquals(
        List.of(
            new StructuredParameter("exampleSDID@32473", "iut", "3"),
            new StructuredParameter("exampleSDID@32473", "eventSource", "Application"),
            new StructuredParameter("more@1", "a", "b")),
        message.parameters());
  }

  @Test
  void nilValuesGiveReceiveTimePeerAndEmptyTexts() {
    reads("<0>1 - - - - - - text", "0 received peer - | text");
    reads("<191>1 - - - - - -", "191 received peer - | ");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-24T05:14:15.000003-07:00, 2026-08-24T12:14:15.000003Z",
    "2026-10-11T22:14:15Z, 2026-10-11T22:14:15Z",
    "2026-10-11T22:14:15.5+0530, 2026-10-11T16:44:15.500Z",
    "2026-10-11T22:14:15.123456789987Z, 2026-10-11T22:14:15.123456789Z",
    "'2026-10-11T22:14:15,25Z', 2026-10-11T22:14:15.250Z",
    "2026-02-28T23:59:60Z, 2026-03-01T00:00:00Z",
    "2024-02-29T00:00:00+14:00, 2024-02-28T10:00:00Z",
    "2026-10-11T22:14:15, 2026-10-11T22:14:15Z",
    "1996-12-19t16:39:57-08, 1996-12-20T00:39:57Z",
  })
  void stampsAreReadInAnyPrecisionAndZone(String stamp, String time) {
    reads("<34>1 " + stamp + " h a - - - text", "34 " + time + " h a | text");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-13-11T22:14:15Z", "2026-02-29T22:14:15Z", "2026-10-11T24:14:15Z", "2026-10-11T22:60:15Z",
    "2026-10-11T22:14:61Z", "2026-10-11T22:14:15+25:00", "0000-10-11T22:14:15Z", "2026-10-11",
    "2026-10-11Tabcdefgh", "9999-12-31T23:59:59Z"
  })
  void aStampThatIsNoneKeepsTheRawTextAndTheOtherFields(String stamp) {
    String message = "<34>1 " + stamp + " h a 1 id - text";
    reads(message, "34 received h a[1] id malformed | " + message);
  }

  @Test
  void escapesInParametersAreResolved() {
    assertEquals(
        List.of(new StructuredParameter("x@1", "k", "quote \" backslash \\ bracket ] other \\n")),
        parse("<34>1 - h a - - [x@1 k=\"quote \\\" backslash \\\\ bracket \\] other \\n\"] m")
            .parameters());
  }

  @Test
  void anUnescapedBracketInAParameterIsTolerated() {
    SyslogMessage message = parse("<34>1 - h a - - [x@1 k=\"array[0] = 1\"] m");
    assertEquals(
        List.of(new StructuredParameter("x@1", "k", "array[0] = 1")), message.parameters());
    assertEquals("m", message.line().toString());
  }

  @Test
  void anElementWithoutParametersIsKept() {
    SyslogMessage message = parse("<34>1 - h a - - [here@1][there@1 x=\"\"] m");
    assertEquals(
        List.of(
            new StructuredParameter("here@1", "", ""), new StructuredParameter("there@1", "x", "")),
        message.parameters());
    assertEquals("m", message.line().toString());
  }

  @Test
  void whatIsNoStructuredDataStaysInTheText() {
    reads("<34>1 - h a - - [broken text", "34 received h a | [broken text");
    reads("<34>1 - h a - - [x@1 k=\"open] text", "34 received h a | [x@1 k=\"open] text");
    reads("<34>1 - h a - - [x@1 k=1] text", "34 received h a | [x@1 k=1] text");
    reads("<34>1 - h a - - text at once", "34 received h a | text at once");
    reads("<34>1 - h a - - -text at once", "34 received h a | -text at once");
    reads("<34>1 - h a - - [] text", "34 received h a | [] text");
  }

  @Test
  void moreThanTheMostParametersStayInTheText() {
    String data = "[x@1" + " k=\"v\"".repeat(129) + "]";
    assertEquals(data + " text", parse("<34>1 - h a - - " + data + " text").line().toString());
  }

  @Test
  void theByteOrderMarkIsNotText() {
    reads("<34>1 - h a - - - \uFEFFtext é", "34 received h a | text é");
  }

  @Test
  void aHeaderThatBreaksOffKeepsTheRawTextAndWhatItSays() {
    reads(
        "<34>1 2026-10-11T22:14:15Z h app",
        "34 2026-10-11T22:14:15Z h app malformed | <34>1 2026-10-11T22:14:15Z h app");
    reads(
        "<34>1 2026-10-11T22:14:15Z",
        "34 2026-10-11T22:14:15Z peer - malformed | <34>1 2026-10-11T22:14:15Z");
    reads("<34>1 ", "34 received peer - malformed | <34>1 ");
    reads("<34>1 - h a 12", "34 received h a[12] malformed | <34>1 - h a 12");
  }

  @Test
  void aVersionOtherThanOneIsRead() {
    reads("<34>2 2026-10-11T22:14:15Z h a 1 id - text", "34 2026-10-11T22:14:15Z h a[1] id | text");
    reads("<34>12 - h a 1 id - text", "34 received h a[1] id | text");
  }

  @Test
  void theTagOfTheOldFormatWithinTheEnvelopeIsRead() {
    reads("<34>1 - h sshd[123]: - - - text", "34 received h sshd[123] | text");
    reads("<34>1 - h sshd: 12 - - text", "34 received h sshd[12] | text");
    reads("<34>1 - h - - - - sshd[123]: text", "34 received h sshd[123] | text");
    reads("<34>1 - h - 7 - - sshd: text", "34 received h sshd[7] | text");
    reads("<34>1 - h app - - - sshd[123]: text", "34 received h app | sshd[123]: text");
    reads("<34>1 - h - - - - just a text", "34 received h - | just a text");
  }

  @Test
  void fieldsLongerThanTheStandardAllowsAreKept() {
    String app = "a".repeat(300);
    reads("<34>1 - h " + app + " - - - text", "34 received h " + app + " | text");
    String host = "h".repeat(256);
    String message = "<34>1 - " + host + " a - - - text";
    reads(message, "34 received peer a malformed | " + message);
  }

  @Test
  void aVersionBeforeAnOldStampIsSkipped() {
    reads("<34>1 Oct 11 22:14:15 h app: text", "34 2026-10-11T22:14:15Z h app | text");
    reads(
        "<134>1 1563249630.774247467 mx84 events type=vpn",
        "134 2019-07-16T04:00:30.774247467Z mx84 events | events type=vpn");
  }

  @Test
  void controlCharactersStayInTheText() {
    SyslogMessage message = parse("<34>1 - h a - - - one\u0000two\u001b[31m\tthree");
    assertEquals("one\u0000two\u001b[31m\tthree", message.line().toString());
    assertFalse(message.malformed());
  }
}
