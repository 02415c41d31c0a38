package dev.steward.server.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.server.security.AdminToken;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests as Grafana's back end, its front end and promtool send them, beside those of {@link
 * QueryDoorTest}: each row that clients rely on, replayed on a whole server.
 */
final class PrometheusRowsTest {
  private static RunningServer server;
  private static String token;
  private static long now;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    server = new RunningServer(data);
    token = Files.readString(data.resolve(AdminToken.FILE_NAME)).strip();
    now = System.currentTimeMillis() / 1000 * 1000;
    MetricStore store = server.part(MetricStore.class);
    SampleBatch batch = new SampleBatch(null, 100);
    for (String job : new String[] {"a", "b"}) {
      SeriesHandle up = store.series(Labels.of("__name__", "up", "instance", "x:1", "job", job));
      batch.add(up, now - 15_000, 1);
      batch.add(up, now, 0.5);
    }
    SeriesHandle hits = store.series(Labels.of("__name__", "hits_total", "dotted.name", "v"));
    batch.add(hits, now, 3);
    batch.add(
        new SampleBatch.SeriesExemplar(
            hits, new Exemplar(Labels.of("trace_id", "abc"), 2.5, now - 500)));
    store.append(batch).join();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String seconds(long millis) {
    return Long.toString(millis / 1000);
  }

  private static String data(String path, String... parameters) throws Exception {
    Answer answer = server.get(path, parameters);
    assertEquals(200, answer.status(), answer.body());
    assertEquals("success", answer.json().get("status").asString());
    return answer.json().get("data").toString();
  }

  private static Answer change(String method, String path, boolean withToken) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address(path)).method(method, BodyPublishers.noBody());
    if (withToken) {
      request.header("Authorization", "Bearer " + token);
    }
    return server.send(request);
  }

  @Test
  void rangeQueriesComeAsFormsOrAddressesWithFloatSeconds() throws Exception {
    for (Answer answer :
        new Answer[] {
          server.post(
              "/api/v1/query_range",
              "query",
              "sum(up)",
              "start",
              seconds(now) + ".000",
              "end",
              seconds(now) + ".0",
              "step",
              "15.000",
              "timeout",
              "60s"),
          server.get(
              "/api/v1/query_range",
              "query",
              "sum(up)",
              "start",
              seconds(now),
              "end",
              seconds(now),
              "step",
              "15"),
        }) {
      assertEquals(200, answer.status(), answer.body());
      assertTrue(answer.body().contains("[" + seconds(now) + ",\"1\"]"), answer.body());
    }
  }

  @Test
  void theTypeStandsBeforeTheResult() throws Exception {
    String body = server.get("/api/v1/query", "query", "up").body();
    assertTrue(body.indexOf("\"resultType\"") < body.indexOf("\"result\":"), body);
    assertTrue(body.contains("\"resultType\""), body);
  }

  @Test
  void exemplarsHaveExactlyTheKeysThatTheReaderKnows() throws Exception {
    assertEquals(
        "[{\"seriesLabels\":{\"__name__\":\"hits_total\",\"dotted.name\":\"v\"},\"exemplars\":[{"
            + "\"labels\":{\"trace_id\":\"abc\"},\"value\":\"2.5\",\"timestamp\":"
            + (now - 500) / 1000
            + ".500}]}]",
        server
            .get("/api/v1/query_exemplars", "query", "hits_total")
            .body()
            .replace("{\"status\":\"success\",\"data\":", "")
            .replaceAll("}$", ""));
  }

  @Test
  void exemplarsAreAskedForWithTheExpressionOfAPanel() throws Exception {
    Answer answer =
        server.get(
            "/api/v1/query_exemplars", "query", "sum(rate(hits_total[5m])) by (job) / 2 + up");
    assertEquals("abc", answer.json().at("/data/0/exemplars/0/labels/trace_id").asString());
    assertEquals("[]", data("/api/v1/query_exemplars", "query", "1+1"));
    assertEquals(400, server.get("/api/v1/query_exemplars", "query", "sum(").status());
  }

  @Test
  void labelsComeByGetAndPostWithIntegerSecondsAndALimit() throws Exception {
    String[] parameters = {
      "start", seconds(now - 60_000), "end", seconds(now), "limit", "40000", "match[]", "up"
    };
    assertEquals("[\"__name__\",\"instance\",\"job\"]", data("/api/v1/labels", parameters));
    assertEquals(
        "[\"__name__\",\"instance\",\"job\"]",
        server.post("/api/v1/labels", parameters).json().get("data").toString());
  }

  @Test
  void namesThatAreNoIdentifiersArriveEscaped() throws Exception {
    assertEquals("[\"v\"]", data("/api/v1/label/U__dotted_2e_name/values"));
    assertEquals("[\"a\",\"b\"]", data("/api/v1/label/job/values", "limit", "0"));
  }

  @Test
  void allSeriesAreAskedForByName() throws Exception {
    assertEquals(
        3,
        server
            .post("/api/v1/series", "match[]", "{__name__!=\"\"}", "match[]", "up")
            .json()
            .get("data")
            .size());
  }

  @Test
  void metricsDrilldownsShapesOfQueriesWork() throws Exception {
    for (String query :
        new String[] {
          "up{__ignore_usage__=\"\"}",
          "up{__ignore_usage__=\"\"} and up > -Inf",
          "sum({\"hits_total\",\"dotted.name\"=\"v\"})"
        }) {
      assertTrue(!server.get("/api/v1/query", "query", query).json().at("/data/result").isEmpty());
    }
  }

  @Test
  void rulesAndAlertsAreWellFormedAndEmpty() throws Exception {
    assertEquals(
        "{\"groups\":[]}",
        data(
            "/api/v1/rules",
            "type",
            "alert",
            "rule_name[]",
            "a",
            "rule_group[]",
            "b",
            "file[]",
            "c",
            "match[]",
            "up",
            "exclude_alerts",
            "true",
            "group_limit",
            "10"));
    assertEquals("{\"alerts\":[]}", data("/api/v1/alerts"));
    assertEquals(
        "{\"activeAlertmanagers\":[],\"droppedAlertmanagers\":[]}", data("/api/v1/alertmanagers"));
    for (String[] wrong :
        new String[][] {
          {"type", "other"},
          {"exclude_alerts", "maybe"},
          {"match[]", "up("},
          {"group_limit", "0"},
          {"group_limit", "x"},
          {"group_next_token", "x"},
        }) {
      assertEquals(400, server.get("/api/v1/rules", wrong).status(), wrong[0]);
    }
  }

  @Test
  void theStatusPagesHaveTheirFields() throws Exception {
    assertTrue(data("/api/v1/status/config").contains("yaml"));
    String runtime = data("/api/v1/status/runtimeinfo");
    for (String field :
        new String[] {
          "startTime", "CWD", "reloadConfigSuccess", "lastConfigTime", "storageRetention"
        }) {
      assertTrue(runtime.contains("\"" + field + "\":"), runtime);
    }
    assertTrue(data("/api/v1/status/flags").contains("\"query.lookback-delta\":\"300s\""));
    assertEquals("{\"min\":0,\"max\":0,\"current\":0}", data("/api/v1/status/walreplay"));
    Answer store = server.get("/api/v1/status/tsdb", "limit", "1");
    assertEquals(3, store.json().at("/data/headStats/numSeries").asInt());
    assertEquals(1, store.json().at("/data/seriesCountByMetricName").size());
    assertEquals("up", store.json().at("/data/seriesCountByMetricName/0/name").asString());
    assertEquals(400, server.get("/api/v1/status/tsdb", "limit", "0").status());
    assertTrue(data("/api/v1/features").contains("\"promql_functions\""));
  }

  @Test
  void aQueryIsShownAsATree() throws Exception {
    assertEquals(
        "{\"type\":\"aggregation\",\"op\":\"sum\",\"expr\":{\"type\":\"call\",\"func\":{\"name\":"
            + "\"rate\",\"argTypes\":[\"matrix\"],\"variadic\":0,\"returnType\":\"vector\"},"
            + "\"args\":[{\"type\":\"matrixSelector\",\"range\":300000,\"name\":\"up\","
            + "\"offset\":-60000,\"timestamp\":null,\"startOrEnd\":\"end\",\"matchers\":[{\"name\":"
            + "\"__name__\",\"value\":\"up\",\"type\":\"=\"}],\"anchored\":false,\"smoothed\":false"
            + "}]},\"param\":null,\"grouping\":[\"job\"],\"without\":true}",
        data(
            "/api/v1/parse_query", "query", "sum without (job) (rate(up[5m] offset -1m @ end()))"));
    assertEquals(
        "{\"type\":\"binaryExpr\",\"op\":\"+\",\"lhs\":{\"type\":\"numberLiteral\",\"val\":"
            + "\"1000000000000000000000\"},\"rhs\":{\"type\":\"unaryExpr\",\"op\":\"-\",\"expr\":{"
            + "\"type\":\"parenExpr\",\"expr\":{\"type\":\"numberLiteral\",\"val\":\"0.001\"}}},"
            + "\"matching\":null,\"bool\":false}",
        server.post("/api/v1/parse_query", "query", "1e21 + -(1ms)").json().get("data").toString());
    assertEquals(400, server.get("/api/v1/parse_query", "query", "sum(").status());
  }

  @Test
  void federationShowsTheNewestSamplesWithTheirTimes() throws Exception {
    Answer answer = server.get("/federate", "match[]", "up", "match[]", "{job=\"a\"}");
    assertEquals(
        "# TYPE up untyped\n"
            + "up{instance=\"x:1\",job=\"a\"} 0.5 "
            + now
            + "\nup{instance=\"x:1\",job=\"b\"} 0.5 "
            + now
            + "\n",
        answer.body());
    assertTrue(server.get("/federate", "match[]", "hits_total").body().contains("instance=\"\""));
    assertEquals("", server.get("/federate").body());
    assertEquals(400, server.get("/federate", "match[]", "up(").status());
  }

  @Test
  void noticesPastTenAreOnlyCounted() throws Exception {
    StringBuilder query = new StringBuilder("vector(1)");
    for (int i = 0; i < 12; i++) {
      query.append(" or quantile(").append(i + 2).append(", up)");
    }
    Answer answer = server.post("/api/v1/query", "query", query.toString());
    assertEquals(11, answer.json().get("warnings").size(), answer.body());
    assertTrue(
        answer.json().at("/warnings/10").asString().contains("2 more warnings omitted"),
        answer.body());
  }

  @Test
  void addressesAndMethodsThatThereAreNotAreAnsweredInTheEnvelope() throws Exception {
    Answer unknown = server.get("/api/v1/nothing");
    assertEquals(404, unknown.status());
    assertEquals("not_found", unknown.json().get("errorType").asString());
    Answer post = server.post("/api/v1/label/job/values");
    assertEquals(405, post.status());
    assertEquals("error", post.json().get("status").asString());
    assertFalse(server.get("/alertmanager/api/v2/status").body().contains("status"));
  }

  @Test
  void deletingAndSnapshotsNeedTheToken() throws Exception {
    MetricStore store = server.part(MetricStore.class);
    SampleBatch batch = new SampleBatch(null, 1);
    batch.add(store.series(Labels.of("__name__", "doomed")), now, 1);
    store.append(batch).join();
    String delete = "/api/v1/admin/tsdb/delete_series?match%5B%5D=doomed";
    assertEquals(401, change("POST", delete, false).status());
    assertEquals(405, server.get("/api/v1/admin/tsdb/delete_series").status());
    assertEquals(400, change("POST", "/api/v1/admin/tsdb/delete_series", true).status());
    assertEquals(204, change("PUT", delete, true).status());
    assertEquals(
        "[]", server.get("/api/v1/query", "query", "doomed").json().at("/data/result").toString());
    assertEquals(204, change("POST", "/api/v1/admin/tsdb/clean_tombstones", true).status());
    Answer snapshot = change("POST", "/api/v1/admin/tsdb/snapshot", true);
    assertEquals(200, snapshot.status(), snapshot.body());
    assertTrue(snapshot.json().at("/data/name").asString().matches("\\d{8}T\\d{6}Z-[0-9a-f]{16}"));
  }

  @Test
  void theAddressesBesideTheInterfaceAnswer() throws Exception {
    assertEquals(200, server.get("/-/healthy").status());
    assertEquals(200, server.get("/-/ready").status());
    assertEquals(405, server.get("/-/reload").status());
    assertEquals(401, change("POST", "/-/reload", false).status());
    assertEquals(200, change("POST", "/-/reload", true).status());
    assertEquals(204, change("OPTIONS", "/api/v1/query", false).status());
  }
}
