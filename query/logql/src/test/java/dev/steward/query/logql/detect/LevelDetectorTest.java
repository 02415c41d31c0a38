package dev.steward.query.logql.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelDetectorTest {
  private static final Labels STREAM = Labels.of("app", "mail");

  private static String level(Labels stream, Labels metadata, String line) {
    return LevelDetector.forStream(stream)
        .added(metadata, Line.of(line))
        .valueOrEmpty("detected_level");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing to tell|unknown",
        "an error happened|error",
        "ERROR: disk full|error",
        "[Warn] slow|warn",
        "Warning: slow|warn",
        "info about an error|error",
        "a critical error|critical",
        "FATAL error, trace follows|trace",
        "debugging|unknown",
        "errors were seen|unknown",
        "postfix/smtpd: err|error",
        "my_error happened|unknown",
        "an_error error|unknown",
        "level=warn msg=\"an error\"|warn",
        "msg=hello severity=DEBUG|debug",
        "lvl=wrn level=inf|info",
        "Level=Information x=1|info",
        "level=strange but fatal|fatal",
        "a=b error|error",
        "{\"level\":\"error\",\"msg\":\"info\"}|error",
        "{\"severity\":\"WARNING\"}|warn",
        "{\"log\":{\"level\":\"debug\"}}|debug",
        "{\"a\":{\"b\":{\"level\":\"debug\"}}}|debug",
        "{\"a\":{\"b\":{\"level\":\"dbg\"}}}|unknown",
        "{\"level\":30,\"msg\":\"fatal\"}|fatal",
        "{\"msg\":\"nothing\"}|unknown",
        "{\"level\":\"trc\"|unknown",
      })
  void aLineTellsItsLevel(String line, String expected) {
    assertEquals(expected, level(STREAM, Labels.EMPTY, line));
  }

  @Test
  void theStreamsOwnLevelComesFirst() {
    assertEquals("error", level(Labels.of("level", "ERR"), Labels.EMPTY, "level=info"));
    assertEquals("notice", level(Labels.of("severity", "notice"), Labels.EMPTY, "fatal"));
  }

  @Test
  void metadataComesBeforeTheLine() {
    assertEquals("warn", level(STREAM, Labels.of("severity_text", "Warn"), "error"));
    assertEquals("error", level(STREAM, Labels.of("severity_number", "17"), "debug"));
    assertEquals("fatal", level(STREAM, Labels.of("severity_number", "24"), "debug"));
    assertEquals("trace", level(STREAM, Labels.of("severity_number", "1"), "debug"));
    assertEquals("unknown", level(STREAM, Labels.of("severity_number", "0"), "debug"));
    assertEquals("unknown", level(STREAM, Labels.of("severity_number", "99"), "debug"));
    assertEquals("info", level(STREAM, Labels.of("severity_number", "x"), "debug"));
    assertEquals("debug", level(STREAM, Labels.of("trace_id", "1"), "debug"));
  }

  @Test
  void aLevelThatIsThereIsKeptInItsCanonicalForm() {
    assertEquals("error", level(STREAM, Labels.of("detected_level", "ERR"), "debug"));
    assertEquals("mine", level(STREAM, Labels.of("detected_level", "mine"), "debug"));
  }

  @Test
  void metadataThatIsOnlyALevelIsShared() {
    LevelDetector detector = LevelDetector.forStream(STREAM);
    assertSame(
        detector.added(Labels.EMPTY, Line.of("an error")),
        detector.added(Labels.EMPTY, Line.of("another error")));
  }
}
