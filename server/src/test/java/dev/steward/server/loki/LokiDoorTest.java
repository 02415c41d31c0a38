package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Loki interface as Grafana calls it, on a whole server. */
final class LokiDoorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;
  private static final String FROM = Long.toString(START);
  private static final String TO = Long.toString(START + 60 * SECOND);

  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    server
        .part(LogStore.class)
        .append(
            new LogBatch(
                null,
                LogBatch.Duplicates.KEPT,
                List.of(
                    new LogBatch.Stream(
                        Labels.of("host", "mx1", "service_name", "postfix"),
                        List.of(
                            entry(1, "connect from unknown[192.0.2.7]", Labels.of("pid", "17")),
                            entry(2, "disconnect from unknown[192.0.2.7]", Labels.EMPTY))),
                    new LogBatch.Stream(
                        Labels.of("host", "web1", "service_name", "nginx"),
                        List.of(entry(3, "GET / 200", Labels.EMPTY))))))
        .join();
  }

  private static LogEntry entry(long second, String line, Labels metadata) {
    return new LogEntry(START + second * SECOND, Line.of(line), metadata);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theHealthCheckOfGrafanaSucceeds() throws Exception {
    Answer answer =
        server.get("/loki/api/v1/query", "query", "vector(1)+vector(1)", "time", "4000000000");
    assertEquals(200, answer.status(), answer.body());
    assertEquals("vector", answer.json().at("/data/resultType").asString());
    assertEquals("2", answer.json().at("/data/result/0/value/1").asString());
    assertEquals(1, answer.json().at("/data/result").size());
  }

  @Test
  void entriesHaveTwoElementsAndAllTheirLabelsNameTheStream() throws Exception {
    Answer answer =
        server.get(
            "/loki/api/v1/query_range",
            "query",
            "{host=\"mx1\"} |= `connect from`",
            "start",
            FROM,
            "end",
            TO,
            "limit",
            "1000");
    assertEquals(200, answer.status(), answer.body());
    assertTrue(
        answer
            .body()
            .startsWith(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":["
                    + "{\"stream\":{\"host\":\"mx1\",\"pid\":\"17\",\"service_name\":\"postfix\"},"
                    + "\"values\":[[\"1700000001000000000\",\"connect from unknown[192.0.2.7]\"]]},"
                    + "{\"stream\":{\"host\":\"mx1\",\"service_name\":\"postfix\"},"
                    + "\"values\":[[\"1700000002000000000\","
                    + "\"disconnect from unknown[192.0.2.7]\"]]}],\"stats\":{\"summary\":{"),
        answer.body());
  }

  @Test
  void entriesHaveThreeElementsExactlyWhereTheClientWantsLabelsApart() throws Exception {
    Answer answer =
        server.send(
            HttpRequest.newBuilder(
                    server.address(
                        "/loki/api/v1/query_range?query=%7Bhost%3D%22mx1%22%7D&start="
                            + FROM
                            + "&end="
                            + TO
                            + "&direction=forward"))
                .header("X-Loki-Response-Encoding-Flags", "categorize-labels"));
    assertTrue(
        answer
            .body()
            .startsWith(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"encodingFlags\":"
                    + "[\"categorize-labels\"],\"result\":[{\"stream\":{\"host\":\"mx1\",\"service_name\":"
                    + "\"postfix\"},\"values\":[[\"1700000001000000000\",\"connect from"
                    + " unknown[192.0.2.7]\",{\"structuredMetadata\":{\"pid\":\"17\"}}],"
                    + "[\"1700000002000000000\",\"disconnect from unknown[192.0.2.7]\",{}]]}]"),
        answer.body());
  }

  @Test
  void metricQueriesGiveAMatrix() throws Exception {
    Answer answer =
        server.get(
            "/loki/api/v1/query_range",
            "query",
            "sum by (host) (count_over_time({host=~\".+\"}[1m]))",
            "start",
            TO,
            "end",
            TO,
            "step",
            "60000ms");
    assertEquals("matrix", answer.json().at("/data/resultType").asString(), answer.body());
    assertEquals(
        "[{\"metric\":{\"host\":\"mx1\"},\"values\":[[1700000060,\"2\"]]},"
            + "{\"metric\":{\"host\":\"web1\"},\"values\":[[1700000060,\"1\"]]}]",
        answer.json().at("/data/result").toString());
  }

  @Test
  void errorsArePlainTextWithTheirPosition() throws Exception {
    Answer answer = server.get("/loki/api/v1/query_range", "query", "{host=\"mx1\"", "start", FROM);
    assertEquals(400, answer.status());
    assertTrue(answer.body().startsWith("parse error at line 1, col "), answer.body());
    Answer empty = server.get("/loki/api/v1/query_range", "query", "{host=~\".*\"}");
    assertEquals(400, empty.status());
    assertTrue(empty.body().contains("at least one regexp or equality matcher"), empty.body());
  }

  @Test
  void limitsAreThoseThatClientsKnow() throws Exception {
    Answer tooMany =
        server.get("/loki/api/v1/query_range", "query", "{host=\"mx1\"}", "limit", "5001");
    assertEquals(400, tooMany.status());
    assertEquals(
        "max entries limit per query exceeded, limit > max_entries_limit_per_query (5001 > 5000)",
        tooMany.body());
    Answer none = server.get("/loki/api/v1/query_range", "query", "{host=\"mx1\"}", "limit", "0");
    assertEquals(400, none.status());
    Answer instant = server.get("/loki/api/v1/query", "query", "{host=\"mx1\"}");
    assertEquals(400, instant.status());
  }

  @Test
  void labelsAndSeriesAreThoseOfTheRange() throws Exception {
    assertEquals(
        "{\"status\":\"success\",\"data\":[\"host\",\"service_name\"]}",
        server.get("/loki/api/v1/labels", "start", FROM, "end", TO).body());
    assertEquals(
        "{\"status\":\"success\",\"data\":[\"nginx\"]}",
        server
            .get(
                "/loki/api/v1/label/service_name/values",
                "start",
                FROM,
                "end",
                TO,
                "query",
                "{host=\"web1\"}")
            .body());
    assertEquals(
        "{\"status\":\"success\",\"data\":[{\"host\":\"web1\",\"service_name\":\"nginx\"}]}",
        server
            .post("/loki/api/v1/series?start=" + FROM + "&end=" + TO, "match[]", "{host=\"web1\"}")
            .body());
  }

  @Test
  void aLinePushedAsJsonIsFoundAndIsStoredOnce() throws Exception {
    String body =
        "{\"streams\":[{\"stream\":{\"app\":\"cron\"},\"values\":[[\"1700000010000000000\",\"ran\","
            + "{\"trace\":\"a1\"}],[\"1700000010000000000\",\"ran\",{\"trace\":\"a1\"}]]}]}";
    for (int i = 0; i < 2; i++) {
      assertEquals(204, push("application/json", body).status());
    }
    Answer answer =
        server.get("/loki/api/v1/query_range", "query", "{app=\"cron\"}", "start", FROM, "end", TO);
    assertEquals(1, answer.json().at("/data/result/0/values").size(), answer.body());
  }

  @Test
  void aPushedLineGetsItsServicesNameAndItsLevelAndNothingElse() throws Exception {
    push(
        "application/json",
        "{\"streams\":[{\"stream\":{\"container\":\"shop\"},\"values\":[[\"1700000012000000000\","
            + "\"level=warn msg=slow\"],[\"1700000013000000000\",\"hello\"]]}]}");
    Answer answer =
        server.get(
            "/loki/api/v1/query_range",
            "query",
            "{container=\"shop\"}",
            "start",
            FROM,
            "end",
            TO,
            "direction",
            "forward");
    assertEquals(
        "[{\"stream\":{\"container\":\"shop\",\"detected_level\":\"unknown\",\"service_name\":\"shop\"},"
            + "\"values\":[[\"1700000013000000000\",\"hello\"]]},"
            + "{\"stream\":{\"container\":\"shop\",\"detected_level\":\"warn\",\"service_name\":\"shop\"},"
            + "\"values\":[[\"1700000012000000000\",\"level=warn msg=slow\"]]}]",
        answer.json().at("/data/result").toString());
  }

  @Test
  void aHalfBadPushKeepsTheGoodPart() throws Exception {
    String body =
        "{\"streams\":[{\"stream\":{},\"values\":[[\"1700000011000000000\",\"lost\"]]},"
            + "{\"stream\":{\"app\":\"kept\"},\"values\":[[\"1700000011000000000\",\"kept\"]]}]}";
    Answer answer = push("application/json", body);
    assertEquals(400, answer.status());
    assertTrue(answer.body().contains("at least one label pair is required"), answer.body());
    assertFalse(answer.body().startsWith("{"));
    assertEquals(
        "kept",
        server
            .get("/loki/api/v1/query_range", "query", "{app=\"kept\"}", "start", FROM, "end", TO)
            .json()
            .at("/data/result/0/values/0/1")
            .asString());
  }

  @Test
  void aMalformedPushSaysWhere() throws Exception {
    Answer json = push("application/json", "{\"streams\":[{\"values\":[[17,\"line\"]]}]}");
    assertEquals(400, json.status());
    assertTrue(json.body().contains("expected: a timestamp as text"), json.body());
    Answer protobuf = push("application/x-protobuf", "this is no snappy block");
    assertEquals(400, protobuf.status());
  }

  private static Answer push(String type, String body) throws Exception {
    return server.send(
        HttpRequest.newBuilder(server.address("/loki/api/v1/push"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
