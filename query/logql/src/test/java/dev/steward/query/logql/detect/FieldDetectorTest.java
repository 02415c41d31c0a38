package dev.steward.query.logql.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldDetectorTest {
  private static final Labels STREAM = Labels.of("app", "mail");

  private final FieldDetector detector = new FieldDetector(100);

  private void add(String line) {
    detector.add(STREAM, Labels.of("trace_id", "t1"), Labels.EMPTY, Line.of(line));
  }

  private DetectedField field(String label) {
    return detector.fields().stream()
        .filter(field -> field.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void fieldsOfJsonHaveTypesPathsAndCardinalities() {
    add("{\"app\":\"x\",\"code\":200,\"took\":\"1.5s\",\"user\":{\"first name\":\"ann\"}}");
    add("{\"code\":404,\"took\":\"2s\",\"user\":{\"first name\":\"ann\"}}");
    DetectedField code =
        new DetectedField("code", FieldType.INT, 2, List.of("json"), List.of("code"));
    assertEquals(code, field("code"));
    DetectedField user =
        new DetectedField(
            "user_first_name", FieldType.STRING, 1, List.of("json"), List.of("user", "first name"));
    assertEquals(user, field("user_first_name"));
    assertEquals(FieldType.DURATION, field("took").type());
    assertEquals(List.of("app"), field("app_extracted").jsonPath());
  }

  @Test
  void metadataIsAFieldWithoutParsers() {
    add("no fields here");
    DetectedField metadata =
        new DetectedField("trace_id", FieldType.STRING, 1, List.of(), List.of());
    assertEquals(metadata, field("trace_id"));
  }

  @Test
  void pairsAreReadWhereALineIsNoJson() {
    add("status=250 size=3MB ok=true");
    assertEquals(List.of("logfmt"), field("status").parsers());
    assertEquals(FieldType.BYTES, field("size").type());
    assertEquals(FieldType.BOOLEAN, field("ok").type());
  }

  @Test
  void aFieldOfBothKindsOfLinesNamesBothParsers() {
    add("{\"status\":250}");
    add("status=550");
    assertEquals(List.of("json", "logfmt"), field("status").parsers());
    assertEquals(List.of("250", "550"), detector.values("status", 10));
    assertEquals(List.of("250"), detector.values("status", 1));
    assertEquals(List.of(), detector.values("gone", 1));
  }

  @Test
  void thereAreNoMoreFieldsThanAskedFor() {
    FieldDetector small = new FieldDetector(2);
    small.add(STREAM, Labels.EMPTY, Labels.EMPTY, Line.of("a=1 b=2 c=3"));
    assertEquals(2, small.fields().size());
  }

  @ParameterizedTest
  @CsvSource({
    "12, INT",
    "-3, INT",
    "1.5, FLOAT",
    "1e9, FLOAT",
    "NaN, FLOAT",
    "true, BOOLEAN",
    "F, BOOLEAN",
    "15ms, DURATION",
    "1h30m, DURATION",
    "10KiB, BYTES",
    "5 GB, BYTES",
    "hello, STRING",
    "'', STRING",
    "10.0.0.1, STRING"
  })
  void typesAreToldByTheLookOfAValue(String value, FieldType type) {
    assertEquals(type, FieldType.of(value));
  }
}
