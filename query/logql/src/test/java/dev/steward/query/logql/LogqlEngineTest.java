package dev.steward.query.logql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.value.QueryValue;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.QueryContext;
import dev.steward.testkit.store.log.InMemoryLogStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogqlEngineTest {
  private static final Labels MAIL = Labels.of("app", "mail", "host", "mx1");
  private static final Labels WEB = Labels.of("app", "web", "host", "www");

  private final InMemoryLogStore store = new InMemoryLogStore();
  private final LogqlEngine engine = new LogqlEngine(store, LogqlOptions.DEFAULT);

  @BeforeEach
  void store() {
    add(MAIL, 10, "level=info msg=delivered to=ann", Labels.of("pid", "7"));
    add(WEB, 15, "GET / 200", Labels.EMPTY);
    add(MAIL, 20, "level=error msg=bounced to=bob", Labels.of("pid", "8"));
    add(MAIL, 30, "not a pair of \"quotes", Labels.EMPTY);
  }

  private void add(Labels stream, long seconds, String line, Labels metadata) {
    LogEntry entry = new LogEntry(seconds * 1_000_000_000L, Line.of(line), metadata);
    LogBatch.Stream one = new LogBatch.Stream(stream, List.of(entry));
    store.append(new LogBatch(null, LogBatch.Duplicates.KEPT, List.of(one))).join();
  }

  private LogResult logs(String query, Direction direction, int limit) {
    return engine.logs(query, 0, 60_000_000_000L, direction, limit, QueryContext.unlimited());
  }

  private List<String> lines(String query, Direction direction, int limit) {
    List<String> lines = new ArrayList<>();
    try (LogResult result = logs(query, direction, limit)) {
      while (result.next()) {
        lines.add(result.timestampNanos() / 1_000_000_000L + " " + result.line());
      }
    }
    return lines;
  }

  private StewardException failure(String query) {
    return assertThrows(StewardException.class, () -> lines(query, Direction.FORWARD, 10));
  }

  @Test
  void entriesComeInTheOrderAskedFor() {
    assertEquals(
        List.of("15 GET / 200", "20 level=error msg=bounced to=bob"),
        lines("{app=~\".+\"} != \"delivered\"", Direction.FORWARD, 2));
    assertEquals(
        List.of("30 not a pair of \"quotes", "20 level=error msg=bounced to=bob"),
        lines("{app=~\".+\"}", Direction.BACKWARD, 2));
  }

  @Test
  void theStartIsInsideAndTheEndIsNot() {
    List<Long> times = new ArrayList<>();
    try (LogResult result =
        engine.logs(
            "{app=~\".+\"}",
            10_000_000_000L,
            20_000_000_000L,
            Direction.FORWARD,
            10,
            QueryContext.unlimited())) {
      while (result.next()) {
        times.add(result.timestampNanos());
      }
    }
    assertEquals(List.of(10_000_000_000L, 15_000_000_000L), times);
  }

  @Test
  void theLimitCountsEntriesThatPassTheStages() {
    assertEquals(
        List.of("20 level=error msg=bounced to=bob"),
        lines("{app=\"mail\"} | logfmt | level=\"error\"", Direction.FORWARD, 1));
  }

  @Test
  void labelsAreToldApartByWhereTheyComeFrom() {
    try (LogResult result =
        logs("{app=\"mail\"} | logfmt | drop host, msg", Direction.FORWARD, 1)) {
      assertTrue(result.next());
      assertEquals(Labels.of("app", "mail"), result.stream());
      assertEquals(Labels.of("pid", "7"), result.structuredMetadata());
      assertEquals(Labels.of("level", "info", "to", "ann"), result.parsed());
      assertEquals(
          Labels.of("app", "mail", "level", "info", "pid", "7", "to", "ann"), result.labels());
    }
  }

  @Test
  void linesAndLabelsAreFormatted() {
    assertEquals(
        List.of("10 ANN: delivered"),
        lines(
            "{app=\"mail\"} | logfmt | msg=\"delivered\" | line_format \"{{.to | upper}}: {{.msg}}\"",
            Direction.FORWARD,
            10));
  }

  @Test
  void aFailedStageKeepsTheLineAndSaysWhy() {
    try (LogResult result =
        logs("{app=\"mail\"} |= \"quotes\" | logfmt --strict", Direction.FORWARD, 1)) {
      assertTrue(result.next());
      assertEquals("LogfmtParserErr", result.parsed().value("__error__"));
      assertTrue(result.parsed().valueOrEmpty("__error_details__").contains("unexpected"));
    }
  }

  @Test
  void limitsAreErrorsThatClientsKnow() {
    StewardException entries =
        assertThrows(
            StewardException.class, () -> lines("{app=\"mail\"}", Direction.FORWARD, 5001));
    assertEquals(
        "max entries limit per query exceeded, limit > max_entries_limit_per_query (5001 > 5000)",
        entries.getMessage());
    assertEquals(ErrorCode.INVALID_ARGUMENT, entries.code());
    long month = Duration.ofDays(31).toNanos();
    assertMessage(
        "the query time range exceeds the limit",
        () ->
            engine.logs(
                "{app=\"mail\"}", 0, month, Direction.FORWARD, 1, QueryContext.unlimited()));
    assertMessage(
        "exceeded maximum resolution of 11,000 points per time series",
        () -> engine.range("vector(1)", 0, 11_000, 1, QueryContext.unlimited()));
    assertMessage(
        "zero or negative query resolution",
        () -> engine.range("vector(1)", 0, 1, 0, QueryContext.unlimited()));
    LogqlEngine small = new LogqlEngine(store, new LogqlOptions(10, 1, Duration.ofHours(1), 100));
    assertMessage(
        "maximum number of series (1) reached for a single query",
        () ->
            small.instant(
                "count_over_time({app=~\".+\"}[1m])", 60_000_000_000L, QueryContext.unlimited()));
  }

  private static void assertMessage(String start, org.junit.jupiter.api.function.Executable call) {
    StewardException error = assertThrows(StewardException.class, call);
    assertTrue(String.valueOf(error.getMessage()).startsWith(start), error.getMessage());
  }

  @Test
  void aMetricQueryGivesNoLines() {
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure("rate({app=\"mail\"}[1m])").code());
  }

  @Test
  void aQueryThatWasCancelledStops() {
    QueryContext context = QueryContext.unlimited();
    for (int i = 0; i < 3000; i++) {
      add(MAIL, 40, "line " + i, Labels.EMPTY);
    }
    context.cancel();
    StewardException error =
        assertThrows(
            StewardException.class,
            () ->
                engine.instant(
                    "sum(count_over_time({app=\"mail\"} | logfmt | a=\"\" [1m]))",
                    60_000_000_000L,
                    context));
    assertEquals(ErrorCode.CANCELLED, error.code());
  }

  @Test
  void entriesThatArriveAreAskedOneByOne() {
    LiveQuery query = LiveQuery.parse("{app=\"mail\"} |= \"x\" | logfmt | line_format \"{{.a}}\"");
    assertTrue(query.selector().accepts(MAIL));
    assertFalse(query.accepts(MAIL, new LogEntry(1, Line.of("a=1"))));
    assertTrue(query.accepts(MAIL, new LogEntry(2, Line.of("a=1 b=x"))));
    assertEquals(Line.of("1"), query.line());
    assertEquals(2, query.timestampNanos());
    assertEquals(Labels.of("a", "1", "b", "x"), query.parsed());
  }

  @Test
  void theProbeOfAGrafanaDataSourceIsAnswered() {
    QueryValue value =
        engine.instant("vector(1)+vector(1)", 4_000_000_000L, QueryContext.unlimited());
    QueryValue.InstantVector vector = assertInstanceOf(QueryValue.InstantVector.class, value);
    assertEquals(1, vector.samples().size());
    assertEquals(2, vector.samples().getFirst().value());
    assertEquals(4000, vector.samples().getFirst().timestampMillis());
  }

  @Test
  void aSeriesIsSortedByLabelsAndItsPointsByTime() {
    QueryValue value =
        engine.range(
            "sum by (app) (count_over_time({app=~\".+\"}[10s]))",
            10_000_000_000L,
            30_000_000_000L,
            10_000_000_000L,
            QueryContext.unlimited());
    QueryValue.Matrix matrix = assertInstanceOf(QueryValue.Matrix.class, value);
    assertEquals(Labels.of("app", "mail"), matrix.series().get(0).labels());
    assertEquals(3, matrix.series().get(0).points().size());
    assertEquals(1, matrix.series().get(1).points().size());
    assertEquals(20_000, matrix.series().get(1).points().timestampMillis(0));
  }

  @Test
  void variantsAreToldApartByALabel() {
    QueryValue value =
        engine.instant(
            "variants(sum(count_over_time({app=\"mail\"}[1m])),"
                + " sum(bytes_over_time({app=\"mail\"}[1m]))) of ({app=\"mail\"}[1m])",
            60_000_000_000L,
            QueryContext.unlimited());
    QueryValue.InstantVector vector = assertInstanceOf(QueryValue.InstantVector.class, value);
    assertEquals(
        List.of(Labels.of("__variant__", "0"), Labels.of("__variant__", "1")),
        vector.samples().stream().map(sample -> sample.labels()).toList());
    assertEquals(3.0, vector.samples().getFirst().value());
  }
}
