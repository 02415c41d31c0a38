package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DeleteDoorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L;
  private static final String PATH = "/loki/api/v1/delete";

  private static RunningServer server;
  private static String token;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    server = new RunningServer(data);
    token = Files.readString(data.resolve("admin.token")).strip();
    server
        .part(LogStore.class)
        .append(
            new LogBatch(
                null,
                LogBatch.Duplicates.KEPT,
                List.of(
                    new LogBatch.Stream(
                        Labels.of("app", "a"),
                        List.of(entry(1, "secret"), entry(2, "kept"), entry(3, "secret"))))))
        .join();
  }

  private static LogEntry entry(long second, String line) {
    return new LogEntry((START + second) * SECOND, Line.of(line));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String method, boolean withToken, String query, String more)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                server.address(
                    PATH + "?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more))
            .method(method, HttpRequest.BodyPublishers.noBody());
    return server.send(withToken ? request.header("Authorization", "Bearer " + token) : request);
  }

  @Test
  void onlyTheAdministratorDeletes() throws Exception {
    assertEquals(401, send("POST", false, "{app=\"a\"}", "&start=0").status());
    assertEquals(401, send("DELETE", false, "", "&request_id=x").status());
  }

  @Test
  void matchingEntriesOfTheRangeGoAndTheRequestIsListed() throws Exception {
    String range = "&start=" + START + "&end=" + (START + 2);
    assertEquals(new Answer(204, ""), send("POST", true, "{app=\"a\"} |= \"secret\"", range));
    Answer left =
        server.get(
            "/loki/api/v1/query_range",
            "query",
            "{app=\"a\"}",
            "direction",
            "forward",
            "start",
            "" + START,
            "end",
            "" + (START + 9));
    assertEquals("kept", left.json().at("/data/result/0/values/0/1").asString(), left.body());
    assertEquals(2, left.json().at("/data/result/0/values").size(), left.body());
    JsonNode request = server.get(PATH).json().get(0);
    assertEquals("processed", request.path("status").asString());
    assertEquals(1, request.path("deleted_lines").asInt());
    assertEquals(START, request.path("start_time").asLong());
    assertEquals(
        400,
        send("DELETE", true, "", "&request_id=" + request.path("request_id").asString()).status());
  }

  @Test
  void whatCannotBeDeletedIsRefusedInWords() throws Exception {
    assertEquals("query not set", send("PUT", true, "", "&start=1").body());
    assertEquals("start time not set", send("PUT", true, "{app=\"a\"}", "").body());
    assertEquals(
        "deletes in the future are not allowed",
        send("POST", true, "{app=\"a\"}", "&start=1&end=9000000000").body());
    assertEquals(
        "start time can't be greater than end time",
        send("POST", true, "{app=\"a\"}", "&start=3&end=2").body());
    assertEquals(
        "query: {app=\"a\"} | json (expected: a selector, and line filters where needed)",
        send("POST", true, "{app=\"a\"} | json", "&start=1").body());
    assertEquals(404, send("DELETE", true, "", "&request_id=none").status());
  }
}
