package dev.steward.server.remotewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.SampleValues;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** Remote write, each row of its contract, on a whole server. */
final class RemoteWriteDoorTest {
  private static final long T = 1_700_000_000_000L;
  private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

  private static RunningServer server;
  private static HttpClient client;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static HttpRequest.Builder request(byte[] body) {
    return HttpRequest.newBuilder(server.address("/api/v1/write"))
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> sendV1(WriteRequests request) throws Exception {
    return send(
        request(Snappy.compress(request.v1()))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0"));
  }

  private static HttpResponse<String> sendV2(WriteRequests request) throws Exception {
    return send(
        request(Snappy.compress(request.v2()))
            .header("Content-Type", V2)
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "2.0.0"));
  }

  private static String written(HttpResponse<String> response) {
    StringBuilder text = new StringBuilder();
    for (String kind : new String[] {"Samples", "Histograms", "Exemplars"}) {
      text.append(
              response
                  .headers()
                  .firstValue("X-Prometheus-Remote-Write-" + kind + "-Written")
                  .orElse("-"))
          .append(' ');
    }
    return text.toString().strip();
  }

  private static String query(String query, long timeMillis) throws Exception {
    Answer answer =
        server.get("/api/v1/query", "query", query, "time", Long.toString(timeMillis / 1000));
    return answer.json().at("/data/result").toString();
  }

  @Test
  void samplesAreStoredAndAnsweredWith204() throws Exception {
    HttpResponse<String> response =
        sendV1(
            new WriteRequests()
                .sample(T, 1, "__name__", "v1_up", "job", "b")
                .sample(T, 2, "__name__", "v1_up", "job", "a")
                .metadata(2, "v1_up", "Whether.", ""));
    assertEquals(204, response.statusCode());
    assertEquals("- - -", written(response));
    assertEquals(
        "[{\"metric\":{\"__name__\":\"v1_up\",\"job\":\"a\"},\"value\":[1700000000,\"2\"]},"
            + "{\"metric\":{\"__name__\":\"v1_up\",\"job\":\"b\"},\"value\":[1700000000,\"1\"]}]",
        query("v1_up", T));
    assertEquals(
        "Whether.",
        server
            .get("/api/v1/metadata", "metric", "v1_up")
            .json()
            .at("/data/v1_up/0/help")
            .asString());
  }

  @Test
  void metadataAloneIsARequest() throws Exception {
    HttpResponse<String> response =
        sendV1(new WriteRequests().metadata(1, "alone_total", "Alone.", "things"));
    assertEquals(204, response.statusCode());
    assertEquals(
        "counter",
        server
            .get("/api/v1/metadata", "metric", "alone_total")
            .json()
            .at("/data/alone_total/0/type")
            .asString());
  }

  @Test
  void noContentTypeAndNoEncodingAre1Point0AndSnappy() throws Exception {
    byte[] body = Snappy.compress(new WriteRequests().sample(T, 5, "__name__", "plain_post").v1());
    assertEquals(204, send(request(body)).statusCode());
    assertTrue(query("plain_post", T).contains("\"5\""));
  }

  @Test
  void everyAnswerTo2Point0SaysHowMuchWasWritten() throws Exception {
    WriteRequests request = new WriteRequests();
    int traceId = request.symbol("trace_id");
    int abc = request.symbol("abc");
    int help = request.symbol("Requests.");
    request
        .series(
            into -> {
              WriteRequests.floatSample(T, 8).write(into);
              int exemplar = into.begin(4);
              into.varint(1, traceId).varint(1, abc).float64(2, 0.5).varint(3, T);
              into.end(exemplar);
              int metadata = into.begin(5);
              into.varint(1, 1).varint(3, help);
              into.end(metadata);
            },
            "__name__",
            "v2_total")
        .series(WriteRequests.histogram(T), "__name__", "v2_latency");
    HttpResponse<String> response = sendV2(request);
    assertEquals(204, response.statusCode(), response.body());
    assertEquals("1 1 1", written(response));
    assertTrue(query("v2_total", T).contains("\"8\""));
    assertTrue(query("histogram_count(v2_latency)", T).contains("\"3\""));
    assertEquals(
        "abc",
        server
            .get("/api/v1/query_exemplars", "query", "v2_total")
            .json()
            .at("/data/0/exemplars/0/labels/trace_id")
            .asString());
    assertEquals(
        "Requests.",
        server
            .get("/api/v1/metadata", "metric", "v2_total")
            .json()
            .at("/data/v2_total/0/help")
            .asString());
  }

  @Test
  void theValidPartOfARequestIsKeptAndTheReasonsAreTold() throws Exception {
    sendV2(
        new WriteRequests()
            .series(WriteRequests.floatSample(T, 1), "__name__", "partly", "n", "1"));
    HttpResponse<String> response =
        sendV2(
            new WriteRequests()
                .series(WriteRequests.floatSample(T, 99), "__name__", "partly", "n", "1")
                .series(WriteRequests.floatSample(T - 7_200_000, 1), "__name__", "partly", "n", "1")
                .series(WriteRequests.floatSample(T, 2), "__name__", "partly", "n", "2")
                .series(WriteRequests.floatSample(T, 3), "job", "nameless")
                .series(WriteRequests.histogram(T), "__name__", "partly_latency")
                .series(
                    into -> {
                      int histogram = into.begin(3);
                      into.varint(1, 9).varint(15, T);
                      into.end(histogram);
                    },
                    "__name__",
                    "partly_latency",
                    "n",
                    "2"));
    assertEquals(400, response.statusCode());
    assertEquals("1 1 0", written(response));
    for (String reason :
        new String[] {"duplicate_timestamp", "out_of_order", "a metric name", "count: 9"}) {
      assertTrue(response.body().contains(reason), response.body());
    }
    assertTrue(query("partly{n=\"2\"}", T).contains("\"2\""));
    assertTrue(query("partly{n=\"1\"}", T).contains("\"1\""));
  }

  @Test
  void whatWasSentBeforeCountsAsWritten() throws Exception {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> response =
          sendV2(new WriteRequests().series(WriteRequests.floatSample(T, 1), "__name__", "again"));
      assertEquals(204, response.statusCode());
      assertEquals("1 0 0", written(response));
    }
  }

  @Test
  void unacceptableLabelsAreRefusedWithACount() throws Exception {
    String[] tooMany = new String[20_002];
    for (int i = 0; i < 10_000; i++) {
      tooMany[2 * i] = "label" + i;
      tooMany[2 * i + 1] = "x";
    }
    tooMany[20_000] = "__name__";
    tooMany[20_001] = "many";
    HttpResponse<String> response =
        sendV1(
            new WriteRequests()
                .sample(T, 1, tooMany)
                .sample(T, 1, "__name__", "long", "value", "x".repeat(1 << 20))
                .sample(T, 1, "__name__", "twice", "a", "1", "a", "2")
                .sample(T, 1, "z", "1", "__name__", "unsorted", "a", "2"));
    assertEquals(400, response.statusCode());
    for (String reason : new String[] {"more than 128", "1048576 bytes", "stands twice"}) {
      assertTrue(response.body().contains(reason), response.body());
    }
    assertTrue(query("unsorted{a=\"2\",z=\"1\"}", T).contains("\"1\""));
    String counted = server.get("/metrics").body();
    assertTrue(counted.contains("steward_remote_write_refused_total{reason=\"invalid\"}"), counted);
  }

  @Test
  void aStaleMarkerEndsASeriesAtOnce() throws Exception {
    sendV1(new WriteRequests().sample(T, 1, "__name__", "ending"));
    sendV1(new WriteRequests().sample(T + 15_000, SampleValues.STALE, "__name__", "ending"));
    assertTrue(query("ending", T + 14_000).contains("\"1\""));
    assertEquals("[]", query("ending", T + 15_000));
  }

  @Test
  void otherMethodsTypesAndEncodingsAreRefused() throws Exception {
    byte[] body = Snappy.compress(new WriteRequests().sample(T, 1, "__name__", "x").v1());
    HttpResponse<String> get =
        send(HttpRequest.newBuilder(server.address("/api/v1/write")).header("Content-Type", V2));
    assertEquals(405, get.statusCode());
    assertEquals("0 0 0", written(get));
    assertEquals(405, send(request(body).PUT(BodyPublishers.ofByteArray(body))).statusCode());
    for (String type :
        new String[] {"application/json", "application/x-protobuf;proto=some.Other"}) {
      assertEquals(415, send(request(body).header("Content-Type", type)).statusCode(), type);
    }
    HttpResponse<String> gzip =
        send(request(body).header("Content-Type", V2).header("Content-Encoding", "gzip"));
    assertEquals(415, gzip.statusCode());
    assertEquals("0 0 0", written(gzip));
  }

  @Test
  void corruptBodiesAndBombsAreRefused() throws Exception {
    HttpResponse<String> noBlock = send(request("nonsense".getBytes()).header("Content-Type", V2));
    assertEquals(400, noBlock.statusCode());
    assertEquals("0 0 0", written(noBlock));
    HttpResponse<String> noRequest = send(request(Snappy.compress(new byte[] {0x2a, 0x7f, 1})));
    assertEquals(400, noRequest.statusCode());
    assertEquals(400, send(request(new byte[0])).statusCode());
    byte[] lie = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0, 'x'};
    assertEquals(413, send(request(lie)).statusCode());
    byte[] smallerLie = {(byte) 0xff, (byte) 0xff, 0x3f, 0, 'x'};
    assertEquals(400, send(request(smallerLie)).statusCode());
    assertEquals(413, send(request(Snappy.compress(new byte[64 << 20]))).statusCode());
  }
}
