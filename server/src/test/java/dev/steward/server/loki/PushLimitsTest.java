package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** What the push door refuses, and what it keeps nevertheless. */
final class PushLimitsTest {
  private static final String JSON = "application/json";

  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer push(String type, String encoding, byte[] body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address("/loki/api/v1/push"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return server.send(encoding.isEmpty() ? request : request.header("Content-Encoding", encoding));
  }

  private static Answer json(String streams) throws Exception {
    return push(JSON, "", ("{\"streams\":[" + streams + "]}").getBytes(StandardCharsets.UTF_8));
  }

  private static String stream(String labels, String... lines) {
    StringBuilder values = new StringBuilder();
    for (String line : lines) {
      values
          .append(values.isEmpty() ? "" : ",")
          .append("[\"1700000000000000000\",\"" + line + "\"]");
    }
    return "{\"stream\":{" + labels + "},\"values\":[" + values + "]}";
  }

  private static byte[] bomb(String encoding) throws Exception {
    byte[] spaces = new byte[1 << 20];
    java.util.Arrays.fill(spaces, (byte) ' ');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        encoding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      for (int i = 0; i < 80; i++) {
        out.write(spaces);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aSmallBodyNeverBecomesAHugeOne() throws Exception {
    assertEquals(413, push(JSON, "gzip", bomb("gzip")).status());
    assertEquals(413, push(JSON, "deflate", bomb("deflate")).status());
    byte[] snappy = Snappy.compress(new byte[80 << 20]);
    assertEquals(413, push("application/x-protobuf", "snappy", snappy).status());
  }

  @Test
  void whatIsNotAsItSaysIsABadRequest() throws Exception {
    assertEquals(400, push(JSON, "gzip", "no gzip".getBytes(StandardCharsets.UTF_8)).status());
    assertEquals(400, push(JSON, "br", new byte[] {1}).status());
    assertEquals(
        400, push("application/x-protobuf", "", Snappy.compress(new byte[] {10, 99})).status());
    assertEquals(400, push(JSON, "", new byte[0]).status());
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    String deep = "[".repeat(100_000);
    Answer answer = push(JSON, "", ("{\"other\":" + deep).getBytes(StandardCharsets.UTF_8));
    assertEquals(400, answer.status());
    assertTrue(answer.body().contains("nest"), answer.body());
  }

  @Test
  void eachLimitIsNamedAndTheRestIsKept() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      many.append(i == 0 ? "" : ",").append("\"l" + i + "\":\"v\"");
    }
    String good = stream("\"app\":\"kept\"", "kept");
    Answer labels = json(stream(many.toString(), "lost") + "," + good);
    assertEquals(400, labels.status());
    assertTrue(labels.body().contains("label names; limit 15"), labels.body());
    Answer name = json(stream("\"" + "n".repeat(1025) + "\":\"v\"", "lost"));
    assertTrue(name.body().contains("label name too long"), name.body());
    Answer value = json(stream("\"a\":\"" + "v".repeat(2049) + "\"", "lost"));
    assertTrue(value.body().contains("label value too long"), value.body());
    Answer line = json(stream("\"app\":\"kept\"", "x".repeat(256 * 1024 + 1), "short"));
    assertEquals(400, line.status());
    assertTrue(line.body().contains("max entry size '262144' bytes exceeded"), line.body());
    Answer names = json(stream("\"a-b\":\"v\"", "lost") + "," + good);
    assertEquals(400, names.status(), names.body());
    assertTrue(names.body().contains("a-b"), names.body());
    Answer stored =
        server.get(
            "/loki/api/v1/query_range",
            "query",
            "{app=\"kept\"}",
            "start",
            "1699999999",
            "end",
            "1700000001");
    assertTrue(stored.body().contains("\"kept\""), stored.body());
    assertTrue(stored.body().contains("\"short\""), stored.body());
  }

  @Test
  void aPushOfManyShortLinesIsStoredInParts() throws Exception {
    int lines = 60_000;
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      values
          .append(i == 0 ? "" : ",")
          .append("[\"" + (1_700_000_100_000_000_000L + i) + "\",\"l\"]");
    }
    Answer answer = json("{\"stream\":{\"app\":\"parts\"},\"values\":[" + values + "]}");
    assertEquals(204, answer.status(), answer.body());
    Answer count =
        server.get(
            "/loki/api/v1/query",
            "query",
            "sum(count_over_time({app=\"parts\"}[1h]))",
            "time",
            "1700000200");
    assertEquals(
        lines, count.json().at("/data/result/0/value/1").asInt(), "counted: " + count.body());
  }

  @Test
  void valuesMayStandBeforeTheirLabelsUnlessTheyAreTooMany() throws Exception {
    String value = "[\"1700000000000000000\",\"early\"]";
    Answer few = json("{\"values\":[" + value + "],\"stream\":{\"app\":\"early\"}}");
    assertEquals(204, few.status(), few.body());
    String many = (value + ",").repeat(20_000) + value;
    Answer refused = json("{\"values\":[" + many + "],\"stream\":{\"app\":\"early\"}}");
    assertEquals(400, refused.status());
    assertTrue(refused.body().contains("more than 20000 values"), refused.body());
  }

  @Test
  void whatIsRefusedIsCounted() throws Exception {
    assertEquals(
        400, json(stream("\"app\":\"kept\"", "x".repeat(256 * 1024 + 1), "short")).status());
    String metrics = server.get("/metrics").body();
    assertTrue(
        metrics
            .lines()
            .anyMatch(line ->
                line.startsWith("steward_push_refused_entries_total{door=\"loki\"}")
                    && !line.endsWith(" 0.0")),
        metrics);
  }
}
