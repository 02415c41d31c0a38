package dev.steward.server.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Prometheus interface as Grafana and promtool call it, on a whole server. */
final class QueryDoorTest {
  private static final long START = 1_700_000_000_000L;

  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    MetricStore store = server.part(MetricStore.class);
    SampleBatch batch = new SampleBatch(null, 100);
    for (String host : new String[] {"mx1", "web1"}) {
      SeriesHandle up = store.series(Labels.of("__name__", "up", "host", host, "job", "node"));
      SeriesHandle requests =
          store.series(Labels.of("__name__", "requests_total", "host", host, "job", "web"));
      for (int i = 0; i <= 20; i++) {
        batch.add(up, START + i * 15_000L, host.equals("mx1") ? 1 : 0);
        batch.add(requests, START + i * 15_000L, i * 30.0);
      }
    }
    batch.add(
        new MetricMetadata("requests_total", MetricType.COUNTER, "Requests answered.", "requests"));
    store.append(batch).join();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theHealthCheckOfGrafanaSucceeds() throws Exception {
    Answer answer = server.post("/api/v1/query", "query", "1+1", "time", "4");
    assertEquals(200, answer.status());
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}",
        answer.body());
  }

  @Test
  void anInstantQueryGivesAVectorWithTheTypeBeforeTheResult() throws Exception {
    Answer answer =
        server.get("/api/v1/query", "query", "up{host=\"mx1\"}", "time", "1700000015.5");
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":"
            + "{\"__name__\":\"up\",\"host\":\"mx1\",\"job\":\"node\"},"
            + "\"value\":[1700000015.500,\"1\"]}]}}",
        answer.body());
  }

  @Test
  void aRangeQueryGivesAMatrix() throws Exception {
    Answer answer =
        server.post(
            "/api/v1/query_range",
            "query",
            "sum by (job) (up)",
            "start",
            "1700000060",
            "end",
            "1700000090",
            "step",
            "15");
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"job\":\"node\"},"
            + "\"values\":[[1700000060,\"1\"],[1700000075,\"1\"],[1700000090,\"1\"]]}]}}",
        answer.body());
  }

  @Test
  void parametersOfTheAddressAndOfThePostedFormCountAlike() throws Exception {
    Answer answer = server.post("/api/v1/query?stats=all&time=4", "query", "vector(1)");
    assertTrue(answer.json().at("/data/stats/samples").has("totalQueryableSamples"), answer.body());
    assertEquals(4, answer.json().at("/data/result/0/value/0").asInt());
  }

  @Test
  void aBadQueryIs400WithItsPosition() throws Exception {
    Answer answer = server.get("/api/v1/query", "query", "sum(up");
    assertEquals(400, answer.status());
    assertEquals("error", answer.json().get("status").asString());
    assertEquals("bad_data", answer.json().get("errorType").asString());
    String error = answer.json().get("error").asString();
    assertTrue(error.startsWith("invalid parameter \"query\": 1:"), error);
    assertTrue(error.contains("parse error"), error);
  }

  @Test
  void badParametersAreNamed() throws Exception {
    String[][] cases = {
      {"invalid parameter \"start\"", "query", "up", "start", "x", "end", "2", "step", "1"},
      {"invalid parameter \"end\"", "query", "up", "start", "2", "end", "1", "step", "1"},
      {"invalid parameter \"step\"", "query", "up", "start", "1", "end", "2", "step", "0"},
      {"invalid parameter \"step\"", "query", "up", "start", "1", "end", "2", "step", "-1"},
      {"invalid parameter \"query\"", "query", "up[5m]", "start", "1", "end", "2", "step", "1"},
      {"invalid parameter \"limit\"", "query", "up", "limit", "-1", "start", "1", "end", "2"},
      {
        "exceeded maximum resolution of 11,000 points per timeseries",
        "query",
        "up",
        "start",
        "0",
        "end",
        "11001",
        "step",
        "1"
      },
    };
    for (String[] parts : cases) {
      String[] parameters = Arrays.copyOfRange(parts, 1, parts.length);
      Answer answer = server.get("/api/v1/query_range", parameters);
      assertEquals(400, answer.status(), answer.body());
      String error = answer.json().get("error").asString();
      assertTrue(error.startsWith(parts[0]), error);
    }
  }

  @Test
  void resultsPastALimitAreCutWithAWarning() throws Exception {
    Answer answer = server.get("/api/v1/query", "query", "up", "time", "1700000000", "limit", "1");
    assertEquals(1, answer.json().at("/data/result").size());
    assertEquals("results truncated due to limit", answer.json().at("/warnings/0").asString());
  }

  @Test
  void aLimitOfZeroIsNone() throws Exception {
    Answer answer = server.get("/api/v1/query", "query", "up", "time", "1700000000", "limit", "0");
    assertEquals(2, answer.json().at("/data/result").size());
    assertFalse(answer.json().has("warnings"));
  }

  @Test
  void labelNamesAndValuesAreSorted() throws Exception {
    assertEquals(
        "{\"status\":\"success\",\"data\":[\"__name__\",\"host\",\"job\"]}",
        server.post("/api/v1/labels", "match[]", "up").body());
    assertEquals(
        "{\"status\":\"success\",\"data\":[\"mx1\",\"web1\"]}",
        server.get("/api/v1/label/host/values").body());
    assertEquals(
        "{\"status\":\"success\",\"data\":[\"requests_total\",\"up\"]}",
        server
            .get("/api/v1/label/__name__/values", "match[]", "{host=\"mx1\"}", "limit", "40000")
            .body());
    assertEquals(
        "{\"status\":\"success\",\"data\":[]}", server.get("/api/v1/label/nothing/values").body());
  }

  @Test
  void seriesNeedAMatchThatRefusesTheEmptyValue() throws Exception {
    assertEquals(
        "{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"host\":\"mx1\",\"job\":\"node\"}]}",
        server.get("/api/v1/series", "match[]", "up{host=\"mx1\"}").body());
    assertEquals(
        4, server.get("/api/v1/series", "match[]", "{__name__!=\"\"}").json().get("data").size());
    for (String[] parameters :
        new String[][] {{}, {"match[]", "{host=~\".*\"}"}, {"match[]", "up{"}}) {
      Answer answer = server.get("/api/v1/series", parameters);
      assertEquals(400, answer.status(), answer.body());
      assertEquals("bad_data", answer.json().get("errorType").asString());
    }
  }

  @Test
  void metadataIsByFamily() throws Exception {
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"requests_total\":[{\"type\":\"counter\",\"help\":"
            + "\"Requests answered.\",\"unit\":\"requests\"}]}}",
        server.get("/api/v1/metadata", "metric", "requests_total").body());
  }

  @Test
  void theBuildInfoHoldsNoFeatures() throws Exception {
    Answer answer = server.get("/api/v1/status/buildinfo");
    for (String property :
        new String[] {"version", "revision", "branch", "buildUser", "buildDate", "goVersion"}) {
      assertTrue(answer.json().get("data").has(property), property);
    }
    assertFalse(answer.json().get("data").has("features"));
  }

  @Test
  void aRequestMayLookBackLessFar() throws Exception {
    String minuteAfterTheLast = "1700000360";
    assertEquals(
        2,
        server
            .get("/api/v1/query", "query", "up", "time", minuteAfterTheLast)
            .json()
            .at("/data/result")
            .size());
    assertEquals(
        0,
        server
            .get(
                "/api/v1/query", "query", "up", "time", minuteAfterTheLast, "lookback_delta", "30s")
            .json()
            .at("/data/result")
            .size());
  }

  @Test
  void queriesAreFormatted() throws Exception {
    assertEquals(
        "{\"status\":\"success\",\"data\":\"sum by (host) (up)\"}",
        server.get("/api/v1/format_query", "query", "sum(up)by(host)").body());
  }

  @Test
  void theProbeForExemplarsWithTimesInMillisecondsSucceeds() throws Exception {
    Answer answer =
        server.get(
            "/api/v1/query_exemplars",
            "query",
            "test",
            "start",
            "1700000000000",
            "end",
            "1700000060000");
    assertEquals("{\"status\":\"success\",\"data\":[]}", answer.body());
  }

  @Test
  void onlyOneAlertmanagerTreeIsServed() throws Exception {
    Answer answer = server.get("/alertmanager/api/v2/status");
    assertEquals(404, answer.status());
    assertFalse(answer.body().contains("Tomcat"), answer.body());
  }
}
