package dev.steward.formats.exposition;

import static dev.steward.formats.exposition.ExpositionFormat.OPEN_METRICS;
import static dev.steward.formats.exposition.ExpositionFormat.PROMETHEUS_TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.formats.exposition.ExpositionParser.Piece;
import dev.steward.spi.model.Exemplar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionParserTest {
  private static List<String> pieces(ExpositionFormat format, byte[] bytes) {
    ExpositionParser parser = new ExpositionParser(format, bytes, 0, bytes.length);
    List<String> found = new ArrayList<>();
    for (Piece piece = parser.next(); piece != Piece.END; piece = parser.next()) {
      found.add(shown(parser, piece));
    }
    return found;
  }

  private static String shown(ExpositionParser parser, Piece piece) {
    return switch (piece) {
      case TYPE -> "TYPE " + parser.family() + " " + parser.type().wireName();
      case HELP -> "HELP " + parser.family() + " " + parser.text();
      case UNIT -> "UNIT " + parser.family() + " " + parser.text();
      case SAMPLE -> sample(parser);
      case END -> "END";
    };
  }

  private static String sample(ExpositionParser parser) {
    Exemplar exemplar = parser.exemplar();
    return parser.labels()
        + " "
        + parser.value()
        + time(parser.timestampMillis())
        + (exemplar == null
            ? ""
            : " # "
                + exemplar.labels()
                + " "
                + exemplar.value()
                + time(exemplar.timestampMillis()));
  }

  private static String time(long millis) {
    return millis == ExpositionParser.NO_TIMESTAMP ? "" : " @" + millis;
  }

  private static void reads(ExpositionFormat format, String text, String... expected) {
    assertEquals(List.of(expected), pieces(format, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String problem(ExpositionFormat format, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return String.valueOf(
        assertThrows(ExpositionSyntaxException.class, () -> pieces(format, bytes)).getMessage());
  }

  @Test
  void aPrometheusExpositionIsRead() {
    reads(
        PROMETHEUS_TEXT,
        """
        # HELP http_requests_total The total number of \\\\ requests,\\nby method.
        # TYPE http_requests_total counter
        http_requests_total{method="post",code="200"} 1027 1395066363000
        http_requests_total{method="post",code="400",}    3 -5

          # just a comment
        #TYPE x gauge
        x 12.47
        \tx\t-Inf\t
        """,
        "HELP http_requests_total The total number of \\ requests,\nby method.",
        "TYPE http_requests_total counter",
        "{__name__=\"http_requests_total\", code=\"200\", method=\"post\"} 1027.0 @1395066363000",
        "{__name__=\"http_requests_total\", code=\"400\", method=\"post\"} 3.0 @-5",
        "TYPE x gauge",
        "{__name__=\"x\"} 12.47",
        "{__name__=\"x\"} -Infinity");
  }

  @Test
  void anOpenMetricsExpositionIsRead() {
    reads(
        OPEN_METRICS,
        """
        # TYPE foo_seconds histogram
        # UNIT foo_seconds seconds
        # HELP foo_seconds Said "so".
        foo_seconds_bucket{le="0.1"} 8 # {} 0.054
        foo_seconds_bucket{le="1"} 10 1.5 # {trace_id="Kq"} 0.67 1520879607.789
        foo_seconds_count 17 1520879607.789
        # TYPE s stateset
        s{s="a"} 1
        # TYPE i info
        # TYPE g gaugehistogram
        # EOF
        """,
        "TYPE foo_seconds histogram",
        "UNIT foo_seconds seconds",
        "HELP foo_seconds Said \"so\".",
        "{__name__=\"foo_seconds_bucket\", le=\"0.1\"} 8.0 # {} 0.054",
        "{__name__=\"foo_seconds_bucket\", le=\"1\"} 10.0 @1500 # {trace_id=\"Kq\"} 0.67"
            + " @1520879607789",
        "{__name__=\"foo_seconds_count\"} 17.0 @1520879607789",
        "TYPE s stateset",
        "{__name__=\"s\", s=\"a\"} 1.0",
        "TYPE i info",
        "TYPE g gaugehistogram");
  }

  @Test
  void escapesInLabelValuesAreResolved() {
    reads(
        PROMETHEUS_TEXT,
        "x{path=\"C:\\\\DIR\\\\F.TXT\",error=\"no \\\"file\\\"\\nhere\",odd=\"\\d}\"} 1\n",
        "{__name__=\"x\", error=\"no \\\"file\\\"\\nhere\", odd=\"\\\\d}\", path=\"C:\\\\DIR\\\\F.TXT\"} 1.0");
  }

  @Test
  void quotedNamesMayHoldAnything() {
    for (ExpositionFormat format : ExpositionFormat.values()) {
      reads(
          format,
          "# TYPE \"my.metric\" gauge\n{\"my.metric\",\"label.ä\"=\"v\",b=\"c\"} 1\n{\"only\"} 2\n"
              + (format == OPEN_METRICS ? "# EOF\n" : ""),
          "TYPE my.metric gauge",
          "{__name__=\"my.metric\", b=\"c\", label.ä=\"v\"} 1.0",
          "{__name__=\"only\"} 2.0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0, -0.0",
    "1e3, 1000.0",
    "+5, 5.0",
    ".5, 0.5",
    "5., 5.0",
    "NaN, NaN",
    "nan, NaN",
    "Inf, Infinity",
    "+Inf, Infinity",
    "-infinity, -Infinity",
    "0x1p4, 16.0",
    "123456789012345678, 1.2345678901234568E17",
    "0.1, 0.1",
    "1234567.123456789, 1234567.123456789",
    "4.9e-324, 4.9E-324"
  })
  void valuesAreReadAsGoReadsThem(String number, String value) {
    reads(PROMETHEUS_TEXT, "x " + number, "{__name__=\"x\"} " + value);
  }

  @ParameterizedTest
  @CsvSource({"1f", "1d", "one", "0xZ", "--1", "1e", "'1,5'", "e5"})
  void whatIsNoNumberIsRefusedWithItsPlace(String number) {
    assertEquals(
        "exposition line 2, column 3: " + number + " (expected: a number)",
        problem(PROMETHEUS_TEXT, "y 1\nx " + number + "\n"));
  }

  @Test
  void lineEndsMayBeCarriageReturnAndLineFeed() {
    reads(PROMETHEUS_TEXT, "# TYPE x gauge\r\nx 1\r\n", "TYPE x gauge", "{__name__=\"x\"} 1.0");
  }

  @Test
  void theLastLineNeedsNoLineFeed() {
    reads(PROMETHEUS_TEXT, "x 1", "{__name__=\"x\"} 1.0");
    reads(OPEN_METRICS, "x 1\n# EOF", "{__name__=\"x\"} 1.0");
    reads(PROMETHEUS_TEXT, "");
  }

  @Test
  void errorsNameLineAndColumn() {
    assertEquals(
        "exposition line 1, column 3: expected a number, found the end of the line",
        problem(PROMETHEUS_TEXT, "x \n"));
    assertEquals(
        "exposition line 2, column 5: expected '=', found '}'",
        problem(PROMETHEUS_TEXT, "y 1\nx{ab} 1\n"));
    assertEquals(
        "exposition line 1, column 8: expected '}'", problem(PROMETHEUS_TEXT, "x{a=\"b\"\n"));
    assertEquals(
        "exposition line 1, column 7: expected a closing quote",
        problem(PROMETHEUS_TEXT, "x{a=\"b\n"));
    assertEquals(
        "exposition line 1, column 5: expected a quoted value, found '1'",
        problem(PROMETHEUS_TEXT, "x{a=1} 1\n"));
    assertEquals(
        "exposition line 1, column 14: label a stands twice (expected: once)",
        problem(PROMETHEUS_TEXT, "x{a=\"1\",a=\"2\"} 1\n"));
    assertEquals(
        "exposition line 1, column 8: expected a metric name before or within the braces",
        problem(PROMETHEUS_TEXT, "{a=\"1\"} 1\n"));
    assertEquals(
        "exposition line 1, column 1: expected a metric or a comment, found '?'",
        problem(PROMETHEUS_TEXT, "?x 1\n"));
    assertEquals(
        "exposition line 1, column 10: dial (expected: a metric type)",
        problem(PROMETHEUS_TEXT, "# TYPE x dial\n"));
    assertEquals(
        "exposition line 1, column 7: expected the end of the line, found 't'",
        problem(PROMETHEUS_TEXT, "x 1 2 three\n"));
    assertEquals(
        "exposition line 1, column 5: time out of range (expected: whole milliseconds)",
        problem(PROMETHEUS_TEXT, "x 1 1.5\n"));
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    byte[] latin1 = "x{a=\"ä\"} 1\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(ExpositionSyntaxException.class, () -> pieces(PROMETHEUS_TEXT, latin1));
  }

  @Test
  void openMetricsIsStrict() {
    assertEquals(
        "exposition line 2, column 1: expected '# EOF' at the end", problem(OPEN_METRICS, "x 1\n"));
    assertEquals(
        "exposition line 2, column 1: expected no empty line",
        problem(OPEN_METRICS, "x 1\n\n# EOF\n"));
    assertEquals(
        "exposition line 2, column 1: expected nothing after '# EOF'",
        problem(OPEN_METRICS, "# EOF\nx 1\n"));
    assertEquals(
        "exposition line 1, column 8: # hello (expected: TYPE, HELP, UNIT or EOF)",
        problem(OPEN_METRICS, "# hello\n# EOF\n"));
    assertEquals(
        "exposition line 1, column 2: expected a space, found 'T'",
        problem(OPEN_METRICS, "#TYPE x gauge\n# EOF\n"));
    assertEquals(
        "exposition line 1, column 10: untyped (expected: a metric type)",
        problem(OPEN_METRICS, "# TYPE x untyped\n# EOF\n"));
    assertEquals(
        "exposition line 1, column 11: bytes (expected: the unit that the name xs ends with)",
        problem(OPEN_METRICS, "# UNIT xs bytes\n# EOF\n"));
    assertEquals(
        "exposition line 1, column 5: expected a number, found ' '",
        problem(OPEN_METRICS, "x 1  \n# EOF\n"));
  }

  @Test
  void aSeriesIsKnownByItsBytes() {
    byte[] bytes = "  x{a=\"}\"} 1 2\n".getBytes(StandardCharsets.UTF_8);
    ExpositionParser parser = new ExpositionParser(PROMETHEUS_TEXT, bytes, 0, bytes.length);
    assertEquals(Piece.SAMPLE, parser.next());
    assertEquals(
        "x{a=\"}\"}",
        new String(bytes, parser.seriesOffset(), parser.seriesLength(), StandardCharsets.UTF_8));
    assertEquals(parser.labels(), parser.labels());
  }

  @Test
  void theContentTypeTellsTheFormat() {
    assertEquals(Optional.of(OPEN_METRICS), ExpositionFormat.of(OPEN_METRICS.contentType()));
    assertEquals(Optional.of(PROMETHEUS_TEXT), ExpositionFormat.of("text/plain"));
    assertEquals(Optional.empty(), ExpositionFormat.of("text/html"));
  }
}
