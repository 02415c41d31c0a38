package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Requests exactly as Grafana's Loki data source and Logs Drilldown send them, replayed. */
final class GrafanaRequestsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L;
  private static final String FROM = START + "000000000";
  private static final String TO = START + 60 + "000000000";
  private static final String SHOP = "{service_name=\"shop\"}";

  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    server = new RunningServer(data);
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      values
          .append(i == 0 ? "" : ",")
          .append(
              "[\"%d\",\"%s\",{\"trace\":\"t%d\"}]".formatted((START + i) * SECOND, line(i), i));
    }
    Answer pushed =
        server.send(
            HttpRequest.newBuilder(server.address("/loki/api/v1/push"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"streams\":[{\"stream\":{\"service\":\"shop\"},\"values\":["
                            + values
                            + "]}]}")));
    assertEquals(204, pushed.status(), pushed.body());
  }

  private static String line(int i) {
    return i % 2 == 0
        ? "{\\\"level\\\":\\\"error\\\",\\\"took\\\":%d,\\\"user\\\":{\\\"id\\\":%d}}"
            .formatted(i, i)
        : "level=info took=%d path=/cart/%d".formatted(i, i);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String encoded(String... parameters) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query
          .append(i == 0 ? "" : "&")
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  /** As Grafana's back end asks. */
  private static Answer backEnd(String path, String... parameters) throws Exception {
    return server.send(
        HttpRequest.newBuilder(server.address(path + "?" + encoded(parameters)))
            .header("X-Loki-Response-Encoding-Flags", "categorize-labels")
            .header("X-Query-Tags", "Source=grafana")
            .header(
                "X-Loki-Query-Limits-Context",
                "{\"expr\":\"x\",\"from\":\"2023-11-14T22:13:20Z\",\"to\":\"2023-11-14T22:14:20Z\"}")
            .header("X-Scope-OrgID", "anyone"));
  }

  private static Answer logs(String query) throws Exception {
    Answer answer =
        backEnd(
            "/loki/api/v1/query_range",
            "direction",
            "backward",
            "end",
            TO,
            "limit",
            "1000",
            "query",
            query,
            "start",
            FROM,
            "step",
            "1000ms");
    assertEquals(200, answer.status(), answer.body());
    return answer;
  }

  private static Answer resource(String path, String... parameters) throws Exception {
    Answer answer = server.get("/loki/api/v1/" + path, parameters);
    assertEquals(200, answer.status(), path + ": " + answer.body());
    return answer;
  }

  @Test
  void aLogQueryHasTheFlagBeforeTheResultAndThreeElementsAnEntry() throws Exception {
    String body = logs(SHOP + " | logfmt").body();
    assertTrue(
        body.indexOf("\"encodingFlags\":[\"categorize-labels\"]") < body.indexOf("\"result\":"));
    assertTrue(
        body.indexOf("\"resultType\":\"streams\"") < body.indexOf("\"encodingFlags\""), body);
    JsonNode answer = logs(SHOP + " |= `path` | logfmt").json();
    assertEquals(
        "{\"service\":\"shop\",\"service_name\":\"shop\"}",
        answer.at("/data/result/0/stream").toString());
    assertEquals(3, answer.at("/data/result/0/values/0").size());
    assertEquals(
        "{\"structuredMetadata\":{\"detected_level\":\"info\",\"trace\":\"t9\"},"
            + "\"parsed\":{\"level\":\"info\",\"path\":\"/cart/9\",\"took\":\"9\"}}",
        answer.at("/data/result/0/values/0/2").toString());
    JsonNode summary = answer.at("/data/stats/summary");
    for (String figure :
        new String[] {
          "bytesProcessedPerSecond",
          "linesProcessedPerSecond",
          "totalBytesProcessed",
          "totalLinesProcessed",
          "execTime"
        }) {
      assertTrue(summary.path(figure).isNumber(), figure);
    }
  }

  @Test
  void anInstantQueryTakesItsTimeInNanoseconds() throws Exception {
    Answer answer =
        backEnd(
            "/loki/api/v1/query",
            "direction",
            "backward",
            "limit",
            "1000",
            "query",
            "count_over_time(" + SHOP + "[1m])",
            "time",
            TO);
    assertEquals(
        "[1700000060,\"1\"]", answer.json().at("/data/result/0/value").toString(), answer.body());
    assertEquals(9, answer.json().at("/data/result").size());
    String body = answer.body();
    assertTrue(body.indexOf("\"encodingFlags\"") < body.indexOf("\"result\":"), body);
  }

  @Test
  void theLogsVolumeCountsByLevel() throws Exception {
    Answer answer =
        logs(
            "sum by (level, detected_level) (count_over_time(" + SHOP + " | drop __error__ [1s]))");
    assertEquals("matrix", answer.json().at("/data/resultType").asString());
    assertEquals(
        "[{\"detected_level\":\"error\"},{\"detected_level\":\"info\"}]",
        "["
            + answer.json().at("/data/result/0/metric")
            + ","
            + answer.json().at("/data/result/1/metric")
            + "]");
  }

  @Test
  void errorsArePlainTextThatGrafanaShows() throws Exception {
    Answer answer = backEnd("/loki/api/v1/query_range", "query", "{a=", "start", FROM, "end", TO);
    assertEquals(400, answer.status());
    assertTrue(answer.body().startsWith("parse error at line 1, col "), answer.body());
    assertFalse(answer.body().startsWith("{"));
  }

  @Test
  void resourcesAnswerInTheShapesThatTheFrontEndReads() throws Exception {
    assertEquals(
        "[\"service\",\"service_name\"]",
        resource("labels", "start", FROM, "end", TO, "query", SHOP).json().at("/data").toString());
    assertEquals(
        "[\"shop\"]",
        resource("label/service_name/values", "start", FROM, "end", TO, "query", SHOP)
            .json()
            .at("/data")
            .toString());
    assertEquals(
        "[{\"service\":\"shop\",\"service_name\":\"shop\"}]",
        resource("series", "match[]", SHOP, "start", FROM, "end", TO)
            .json()
            .at("/data")
            .toString());
    JsonNode statistics = resource("index/stats", "query", SHOP, "start", FROM, "end", TO).json();
    assertEquals(1, statistics.path("streams").asInt());
    assertEquals(10, statistics.path("entries").asInt());
    assertTrue(statistics.path("chunks").isNumber() && statistics.path("bytes").isNumber());
    JsonNode fields =
        resource(
                "detected_fields",
                "query",
                SHOP,
                "start",
                FROM,
                "end",
                TO,
                "line_limit",
                "1000",
                "limit",
                "1000")
            .json();
    assertEquals(1000, fields.path("limit").asInt());
    JsonNode took =
        fields
            .path("fields")
            .valueStream()
            .filter(field -> field.path("label").asString().equals("took"))
            .findFirst()
            .orElseThrow();
    assertEquals("int", took.path("type").asString());
    assertEquals(10, took.path("cardinality").asInt());
    assertEquals(
        Set.of("json", "logfmt"),
        took.path("parsers").valueStream().map(JsonNode::asString).collect(Collectors.toSet()));
    JsonNode trace =
        fields
            .path("fields")
            .valueStream()
            .filter(field -> field.path("label").asString().equals("trace"))
            .findFirst()
            .orElseThrow();
    assertTrue(trace.path("parsers").isNull(), trace.toString());
    JsonNode values =
        resource("detected_field/path/values", "query", SHOP, "start", FROM, "end", TO).json();
    assertEquals(5, values.path("values").size(), values.toString());
  }

  @Test
  void drilldownAsksWithTimesOfRfc3339() throws Exception {
    String from = Instant.ofEpochSecond(START).toString();
    String to = Instant.ofEpochSecond(START + 60).toString();
    JsonNode volume =
        resource(
                "index/volume",
                "query",
                "{service_name=~`.+`}",
                "limit",
                "5000",
                "start",
                from,
                "end",
                to)
            .json();
    assertEquals("vector", volume.at("/data/resultType").asString());
    assertEquals("shop", volume.at("/data/result/0/metric/service_name").asString());
    JsonNode patterns =
        resource("patterns", "query", SHOP, "start", from, "end", to, "step", "10s").json();
    assertTrue(patterns.at("/data/0/pattern").isString(), patterns.toString());
    assertTrue(patterns.at("/data/0/samples/0/0").isNumber(), patterns.toString());
    JsonNode labels = resource("detected_labels", "query", SHOP, "start", from, "end", to).json();
    assertEquals("service", labels.at("/detectedLabels/0/label").asString(), labels.toString());
    assertEquals(1, labels.at("/detectedLabels/0/cardinality").asInt());
    assertEquals(2, resource("labels", "start", from, "end", to).json().path("data").size());
    JsonNode limits = resource("drilldown-limits").json();
    assertEquals(500, limits.at("/limits/max_query_series").asInt());
  }

  @Test
  void drilldownsQueryShapesAreUnderstood() throws Exception {
    assertEquals(
        10,
        logs(SHOP + " | json | logfmt | drop __error__, __error_details__")
            .json()
            .at("/data/result/0/values")
            .size());
    JsonNode average =
        logs("avg_over_time("
                + SHOP
                + " | json | logfmt | drop __error__, __error_details__ | took!=\"\" | unwrap took"
                + " | __error__=\"\" [1m]) by ()")
            .json();
    assertEquals("matrix", average.at("/data/resultType").asString());
    assertEquals("{}", average.at("/data/result/0/metric").toString());
    assertEquals(
        5, logs(SHOP + " |> `level=info took=<_>`").json().at("/data/result/0/values").size());
    assertEquals(
        5, logs(SHOP + " !> `level=info took=<_>`").json().at("/data/result/0/values").size());
  }

  @Test
  void aFormsParametersJoinThoseOfTheAddress() throws Exception {
    Answer answer =
        server.post(
            "/loki/api/v1/query_range?start=" + FROM + "&end=" + TO, "query", SHOP, "limit", "3");
    assertEquals(200, answer.status(), answer.body());
    assertEquals(2, answer.json().at("/data/result/0/values/0").size());
    assertFalse(answer.body().contains("encodingFlags"));
    for (String path :
        new String[] {"labels", "series", "index/stats", "detected_fields", "patterns"}) {
      Answer posted =
          server.post(
              "/loki/api/v1/" + path + "?start=" + FROM,
              "end",
              TO,
              path.equals("series") ? "match[]" : "query",
              SHOP);
      assertEquals(200, posted.status(), path + ": " + posted.body());
    }
  }

  @Test
  void rulesAndAlertsAreEmptyAndWellFormed() throws Exception {
    assertEquals("{}\n", resource("rules").body());
    assertEquals("{}\n", resource("rules/any").body());
    assertEquals(404, server.get("/loki/api/v1/rules/any/group").status());
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"groups\":[]}}",
        server.get("/prometheus/api/v1/rules").body());
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"alerts\":[]}}",
        server.get("/prometheus/api/v1/alerts").body());
    assertTrue(server.get("/config").body().contains("max_query_series: 500"));
  }
}
