package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Logs Drilldown asks of a whole server. */
final class ExploreDoorTest {
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
                        Labels.of("host", "mx1", "service_name", "shop"),
                        List.of(
                            entry(1, "{\"took\":\"15ms\",\"items\":3}"),
                            entry(2, "{\"took\":\"18ms\",\"items\":5}"))),
                    new LogBatch.Stream(
                        Labels.of("host", "web1", "service_name", "nginx"),
                        List.of(entry(3, "GET /a 200"), entry(30, "GET /b 200"))))))
        .join();
  }

  private static LogEntry entry(long second, String line) {
    return new LogEntry(
        START + second * SECOND, Line.of(line), Labels.of("detected_level", "info"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer ask(String path, String... parameters) throws Exception {
    String[] all = new String[parameters.length + 4];
    System.arraycopy(parameters, 0, all, 0, parameters.length);
    all[parameters.length] = "start";
    all[parameters.length + 1] = FROM;
    all[parameters.length + 2] = "end";
    all[parameters.length + 3] = TO;
    Answer answer = server.get("/loki/api/v1/" + path, all);
    assertEquals(200, answer.status(), answer.body());
    return answer;
  }

  @Test
  void statisticsCountStreamsEntriesAndBytes() throws Exception {
    JsonNode statistics = ask("index/stats", "query", "{host=\"web1\"}").json();
    assertEquals(1, statistics.get("streams").asInt());
    assertEquals(2, statistics.get("entries").asInt());
    assertEquals(20, statistics.get("bytes").asInt());
    assertTrue(statistics.get("chunks").asInt() >= 1, statistics.toString());
  }

  @Test
  void volumesAreBytesByLabelsTheLargestFirst() throws Exception {
    JsonNode result =
        ask("index/volume", "query", "{host=~\".+\"}", "targetLabels", "service_name")
            .json()
            .at("/data/result");
    assertEquals("shop", result.at("/0/metric/service_name").asString(), result.toString());
    assertEquals("50", result.at("/0/value/1").asString());
    assertEquals("20", result.at("/1/value/1").asString());
    JsonNode labels =
        ask("index/volume", "query", "{host=~\".+\"}", "aggregateBy", "labels")
            .json()
            .at("/data/result");
    assertEquals(2, labels.size(), labels.toString());
    assertEquals("70", labels.at("/0/value/1").asString());
  }

  @Test
  void volumesOverTimeAreAMatrix() throws Exception {
    JsonNode data =
        ask("index/volume_range", "query", "{host=\"web1\"}", "step", "30").json().get("data");
    assertEquals("matrix", data.get("resultType").asString());
    assertEquals(
        "[[1700000030,\"10\"],[1700000060,\"10\"]]", data.at("/result/0/values").toString());
  }

  @Test
  void patternsAreTheShapesOfLinesWithTheirCounts() throws Exception {
    JsonNode patterns = ask("patterns", "query", "{host=\"mx1\"}", "step", "60").json().get("data");
    assertTrue(patterns.size() >= 1, patterns.toString());
    long lines = 0;
    for (JsonNode pattern : patterns) {
      assertTrue(pattern.get("pattern").asString().contains("took"), pattern.toString());
      for (JsonNode sample : pattern.get("samples")) {
        lines += sample.get(1).asLong();
      }
    }
    assertEquals(2, lines, patterns.toString());
  }

  @Test
  void detectedLabelsHaveTheirNumberOfValues() throws Exception {
    assertEquals(
        "{\"detectedLabels\":[{\"label\":\"host\",\"cardinality\":2},"
            + "{\"label\":\"service_name\",\"cardinality\":2}]}",
        ask("detected_labels").body());
  }

  @Test
  void detectedFieldsHaveTypesAndParsers() throws Exception {
    JsonNode answer = ask("detected_fields", "query", "{host=\"mx1\"}").json();
    assertEquals(1000, answer.get("limit").asInt());
    boolean found = false;
    for (JsonNode field : answer.get("fields")) {
      if (field.get("label").asString().equals("took")) {
        found = true;
        assertEquals("duration", field.get("type").asString());
        assertEquals(2, field.get("cardinality").asInt());
        assertEquals("[\"json\"]", field.get("parsers").toString());
      }
      if (field.get("label").asString().equals("detected_level")) {
        assertTrue(field.get("parsers").isNull(), field.toString());
      }
    }
    assertTrue(found, answer.toString());
    assertEquals(
        "[\"15ms\",\"18ms\"]",
        ask("detected_field/took/values", "query", "{host=\"mx1\"}")
            .json()
            .get("values")
            .toString());
  }

  @Test
  void theBuildInfoHasNoFrame() throws Exception {
    assertTrue(server.get("/loki/api/v1/status/buildinfo").body().startsWith("{\"version\":\""));
  }

  @Test
  void queriesAreFormatted() throws Exception {
    assertEquals(
        "{\"status\":\"success\",\"data\":\"{host=\\\"mx1\\\"} |= \\\"a\\\"\"}",
        server.get("/loki/api/v1/format_query", "query", "{ host = \"mx1\" }|=`a`").body());
  }
}
