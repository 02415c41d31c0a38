package dev.steward.collector.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.input.RecordingIntake.Recorded;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RuledIntakeTest {
  private static final Labels STREAM = Labels.of("service_name", "app");

  private final RecordingIntake recording = new RecordingIntake();
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final InstantSource source = () -> Instant.ofEpochMilli(millis.get());
  private final Clock clock = source.withZone(ZoneOffset.UTC);

  private RuledIntake intake(List<Map<String, String>> rules) {
    return new RuledIntake(
        recording, rules.stream().map(rule -> EdgeRule.parse(rule, clock)).toList(), clock);
  }

  private static void add(RuledIntake intake, Labels stream, byte[] line) {
    try {
      intake.add(sink -> sink.line(stream, 7, line, 0, line.length, Labels.of("pid", "1")));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void add(RuledIntake intake, String line) {
    add(intake, STREAM, line.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> through(Map<String, String> rule, String... lines) {
    RuledIntake intake = intake(List.of(rule));
    for (String line : lines) {
      add(intake, line);
    }
    return recording.texts();
  }

  @Test
  void linesAreDroppedByTheirText() {
    assertEquals(List.of("GET /"), through(Map.of("drop", "/health"), "GET /health", "GET /"));
  }

  @Test
  void linesAreKeptByTheirText() {
    assertEquals(List.of("GET /a"), through(Map.of("keep", "/a$"), "GET /health", "GET /a"));
  }

  @Test
  void aRuleIsForTheStreamsThatItNames() {
    RuledIntake intake =
        intake(List.of(Map.of("stream", "{service_name=~\"a.*\", x!=\"y\"}", "drop", ".*")));
    add(intake, "gone");
    add(intake, Labels.of("service_name", "other"), "stays".getBytes(StandardCharsets.UTF_8));
    add(intake, STREAM.with("x", "y"), "stays too".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("stays", "stays too"), recording.texts());
    assertEquals(1, intake.leftOut());
  }

  @Test
  void secretsAreMasked() {
    assertEquals(
        List.of(
            "login password=*** ok",
            "{\"api_key\": \"***\", \"a\": 1}",
            "Authorization: Bearer ***",
            "key *** used",
            "nothing secret here"),
        through(
            Map.of("mask", "secrets"),
            "login password=hunter2 ok",
            "{\"api_key\": \"abc123\", \"a\": 1}",
            "Authorization: Bearer eyJhbGciOi.J9",
            "key AKIAIOSFODNN7EXAMPLE used",
            "nothing secret here"));
  }

  @Test
  void addressesAreMasked() {
    assertEquals(
        List.of("from <x> to <x> at 12:30:01", "<x>"),
        through(
            Map.of("mask", "addresses", "with", "<x>"),
            "from ann@example.org to 192.0.2.77 at 12:30:01",
            "2001:db8:0:0:0:0:0:1"));
  }

  @Test
  void aGroupSaysWhatOfAMatchIsMasked() {
    assertEquals(
        List.of("card *** paid"), through(Map.of("mask", "card ([0-9]+)"), "card 4711 paid"));
  }

  @Test
  void bytesThatAreNoTextStayAsTheyAreWhereNothingIsMasked() {
    RuledIntake intake = intake(List.of(Map.of("mask", "secrets"), Map.of("drop", "x")));
    byte[] binary = {(byte) 0xff, 0, (byte) 0xfe};
    add(intake, STREAM, binary);
    assertEquals(new String(binary, StandardCharsets.UTF_8), recording.texts().getFirst());
  }

  @Test
  void fieldsOfJsonAreMetadataAndItsLevelTheStreams() {
    String line =
        "{\"level\":\"warn\",\"msg\":\"hi\",\"user\":{\"id\":7},\"tags\":[1],\"pid\":\"9\"}";
    through(Map.of("parse", "json"), line, "{broken", "text");
    Recorded first = recording.lines().getFirst();
    assertEquals(STREAM.with("level", "warn"), first.stream());
    assertEquals(Labels.of("pid", "1", "user_id", "7"), first.metadata());
    assertEquals(line, first.text());
    assertEquals(Labels.of("pid", "1"), recording.lines().get(1).metadata());
    assertEquals(STREAM, recording.lines().get(2).stream());
  }

  @Test
  void fieldsOfLogfmtAreMetadataAndTheirLevelTheStreams() {
    through(Map.of("parse", "logfmt"), "level=error msg=\"a b\" path=\"/x \\\"y\\\"\" took=3ms");
    Recorded first = recording.lines().getFirst();
    assertEquals("error", first.stream().value("level"));
    assertEquals(Labels.of("path", "/x \"y\"", "pid", "1", "took", "3ms"), first.metadata());
  }

  @Test
  void aLevelIsFoundWhereTheStreamHasNone() {
    through(Map.of("level", "detect"), "[error] bad");
    assertEquals("error", recording.lines().getFirst().stream().value("level"));
  }

  @Test
  void aStreamThatSaysTooMuchIsCutAndSaysHowMuch() {
    RuledIntake intake = intake(List.of(Map.of("rate", "5")));
    for (int i = 0; i < 25; i++) {
      add(intake, "line " + i);
    }
    assertEquals(10, recording.texts().size());
    millis.addAndGet(1_000);
    for (int i = 0; i < 10; i++) {
      add(intake, "more " + i);
    }
    assertEquals(15, recording.texts().size());
    millis.addAndGet(10_000);
    add(intake, Labels.of("service_name", "other"), new byte[0]);
    assertEquals("20 lines left out: more than 5 a second", recording.texts().getLast());
    assertEquals(STREAM, recording.lines().getLast().stream());
    assertEquals(20, intake.leftOut());
  }

  @Test
  void aClockThatGoesBackHarmsNoStream() {
    RuledIntake intake = intake(List.of(Map.of("rate", "1")));
    add(intake, "1");
    add(intake, "2");
    add(intake, "left out");
    millis.set(Instant.EPOCH.toEpochMilli());
    add(intake, "left out too");
    assertEquals("2 lines left out: more than 1 a second", recording.texts().getLast());
  }

  @Test
  void whatIsNoRuleIsNamed() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("stream", "{}"),
            Map.of("drop", "a", "keep", "b"),
            Map.of("drop", "("),
            Map.of("rate", "0"),
            Map.of("rate", "many"),
            Map.of("parse", "xml"),
            Map.of("level", "warn"),
            Map.of("drop", "a", "with", "b"),
            Map.of("stream", "{a=b}", "drop", "x"),
            Map.of("stream", "a", "drop", "x"))) {
      assertThrows(
          IllegalArgumentException.class, () -> EdgeRule.parse(wrong, clock), wrong::toString);
    }
  }
}
