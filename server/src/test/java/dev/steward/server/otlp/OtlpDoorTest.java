package dev.steward.server.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import dev.steward.configuration.HostPort;
import dev.steward.server.StartupException;
import dev.steward.server.StewardServer;
import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.server.settings.ServerSettings;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OTLP through each of its doors, on a whole server. */
final class OtlpDoorTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String DELTA =
      """
      {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{"aggregationTemporality":1,
      "dataPoints":[{},{}]}}]}]}]}\
      """;

  private static RunningServer server;
  private static HttpClient http;
  private static ManagedChannel channel;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    http = HttpClient.newHttpClient();
    channel =
        NettyChannelBuilder.forAddress(server.part(OtlpGrpcDoor.class).address())
            .usePlaintext()
            .build();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    http.close();
    server.close();
  }

  private static URI otlp(String path) {
    return URI.create("http://127.0.0.1:" + server.part(OtlpConnector.class).port() + path);
  }

  private static HttpResponse<byte[]> post(URI address, String type, String encoding, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return http.send(
        encoding.isEmpty() ? request.build() : request.header("Content-Encoding", encoding).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static ExportLogsServiceRequest logs(String service, String... lines) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (String line : lines) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(START)
              .setSeverityNumberValue(17)
              .setTraceId(ByteString.copyFrom(new byte[] {1, 2}))
              .setBody(AnyValue.newBuilder().setStringValue(line)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("service.name")
                                .setValue(AnyValue.newBuilder().setStringValue(service))))
                .addScopeLogs(scope))
        .build();
  }

  private static String stored(String service) throws Exception {
    Answer answer =
        server.get(
            "/loki/api/v1/query_range",
            "query",
            "{service_name=\"" + service + "\"}",
            "start",
            "" + (START - 1),
            "end",
            "" + (START + 1_000_000_000));
    assertEquals(200, answer.status(), answer.body());
    return answer.json().at("/data/result").toString();
  }

  private static byte[] compressed(String encoding, byte[] body) throws Exception {
    if (encoding.equals("zstd")) {
      return Zstd.compress(body);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (encoding) {
          case "gzip" -> new GZIPOutputStream(bytes);
          case "lz4" -> new LZ4FrameOutputStream(bytes);
          default -> bytes;
        }) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  @Test
  void logsOverGrpcAreStoredAndFullSuccessLeavesPartialSuccessUnset() throws Exception {
    LogsServiceGrpc.LogsServiceBlockingStub stub = LogsServiceGrpc.newBlockingStub(channel);
    ExportLogsServiceResponse answer = stub.export(logs("grpc", "one"));
    assertFalse(answer.hasPartialSuccess());
    assertFalse(
        stub.withCompression("gzip").export(logs("grpc", "one", "two")).hasPartialSuccess());
    assertEquals(
        "[{\"stream\":{\"detected_level\":\"error\",\"service_name\":\"grpc\",\"severity_number\":\"17\","
            + "\"trace_id\":\"0102\"},\"values\":[[\""
            + START
            + "\",\"two\"],[\""
            + START
            + "\",\"one\"]]}]",
        stored("grpc"));
    assertEquals(
        ExportLogsServiceResponse.getDefaultInstance(),
        stub.export(ExportLogsServiceRequest.getDefaultInstance()));
  }

  @Test
  void aResourceWithoutAttributesIsAnUnknownService() throws Exception {
    HttpResponse<byte[]> answer =
        post(
            otlp("/v1/logs"),
            JSON,
            "",
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"%d","body":{"stringValue":"whose"}}]}]}]}\
            """
                .formatted(START)
                .getBytes(StandardCharsets.UTF_8));
    assertEquals("{}", text(answer));
    assertTrue(stored("unknown_service").contains("whose"));
  }

  @Test
  void partOfARequestIsRefusedWithItsNumber() {
    ExportLogsServiceResponse answer =
        LogsServiceGrpc.newBlockingStub(channel)
            .export(logs("half", "kept", "x".repeat(300 * 1024)));
    assertEquals(1, answer.getPartialSuccess().getRejectedLogRecords());
    assertTrue(answer.getPartialSuccess().getErrorMessage().contains("max entry size"));
  }

  @Test
  void aMessageThatIsTooLargeIsRefused() {
    StatusRuntimeException e =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                LogsServiceGrpc.newBlockingStub(channel)
                    .export(logs("huge", "x".repeat(OtlpRequests.MAX_BYTES))));
    assertTrue(
        e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
            || e.getStatus().getCode() == Status.Code.CANCELLED,
        e.toString());
  }

  @Test
  void logsOverHttpAreTakenInProtobufAndJsonPlainAndCompressed() throws Exception {
    for (String encoding : new String[] {"", "gzip", "zstd", "lz4"}) {
      String service = "http" + encoding;
      HttpResponse<byte[]> answer =
          post(
              otlp("/v1/logs"),
              PROTOBUF,
              encoding,
              compressed(encoding, logs(service, "line").toByteArray()));
      assertEquals(200, answer.statusCode(), text(answer));
      assertEquals(PROTOBUF, answer.headers().firstValue("Content-Type").orElse(""));
      assertEquals(0, answer.body().length);
      assertTrue(stored(service).contains("\"line\""));
      HttpResponse<byte[]> loki =
          post(
              server.address("/otlp/v1/logs"),
              PROTOBUF,
              encoding,
              compressed(encoding, logs("loki" + encoding, "line").toByteArray()));
      assertEquals(204, loki.statusCode(), text(loki));
      assertTrue(stored("loki" + encoding).contains("\"line\""));
    }
    HttpResponse<byte[]> json =
        post(
            otlp("/v1/logs"),
            JSON + "; charset=utf-8",
            "",
            """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"json"}}]},
            "scopeLogs":[{"logRecords":[{"timeUnixNano":"%d","body":{"stringValue":"from json"}}]}]}]}\
            """
                .formatted(START)
                .getBytes(StandardCharsets.UTF_8));
    assertEquals("{}", text(json));
    assertTrue(stored("json").contains("from json"));
  }

  @Test
  void whatCannotBeReadIsAnsweredInTheRequestsOwnFormat() throws Exception {
    HttpResponse<byte[]> json =
        post(otlp("/v1/logs"), JSON, "", "{\"resourceLogs\":7}".getBytes(StandardCharsets.UTF_8));
    assertEquals(400, json.statusCode());
    assertTrue(text(json).startsWith("{\"message\":\"request: "), text(json));
    HttpResponse<byte[]> protobuf = post(otlp("/v1/metrics"), PROTOBUF, "", new byte[] {10, 99});
    assertEquals(400, protobuf.statusCode());
    assertEquals((2 << 3) | 2, protobuf.body()[0]);
    assertEquals(415, post(otlp("/v1/logs"), "text/plain", "", new byte[0]).statusCode());
    assertEquals(400, post(otlp("/v1/logs"), PROTOBUF, "br", new byte[1]).statusCode());
    assertEquals(400, post(otlp("/v1/logs"), PROTOBUF, "gzip", new byte[100]).statusCode());
    assertEquals(
        413,
        post(otlp("/v1/logs"), PROTOBUF, "", new byte[OtlpRequests.MAX_BYTES + 1]).statusCode());
    assertEquals(
        413,
        post(
                otlp("/v1/logs"),
                PROTOBUF,
                "gzip",
                compressed("gzip", new byte[OtlpRequests.MAX_BYTES + 1]))
            .statusCode());
    assertEquals(200, post(otlp("/v1/logs"), PROTOBUF, "", new byte[0]).statusCode());
    assertEquals(200, post(otlp("/v1/metrics"), JSON, "", new byte[] {'{', '}'}).statusCode());
  }

  @Test
  void metricsArriveThroughEachDoor() throws Exception {
    String body =
        """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
        {"key":"service.namespace","value":{"stringValue":"eu"}},{"key":"service.instance.id","value":{"stringValue":"1"}},
        {"key":"host.name","value":{"stringValue":"web1"}}]},
        "scopeMetrics":[{"metrics":[{"name":"%s.size","unit":"By","gauge":{"dataPoints":[{"timeUnixNano":"%d","asInt":"7"}]}}]}]}]}\
        """;
    assertEquals(
        "{}",
        text(
            post(
                otlp("/v1/metrics"),
                JSON,
                "",
                body.formatted("a", START).getBytes(StandardCharsets.UTF_8))));
    assertEquals(
        "{}",
        text(
            post(
                server.address("/api/v1/otlp/v1/metrics"),
                JSON,
                "",
                body.formatted("b", START).getBytes(StandardCharsets.UTF_8))));
    for (String name : new String[] {"a_size_bytes", "b_size_bytes"}) {
      assertEquals(
          "[{\"metric\":{\"__name__\":\"%s\",\"instance\":\"1\",\"job\":\"eu/shop\"},\"value\":[1700000001,\"7\"]}]"
              .formatted(name),
          server
              .get("/api/v1/query", "query", name, "time", "1700000001")
              .json()
              .at("/data/result")
              .toString());
    }
    assertEquals(
        "web1",
        server
            .get("/api/v1/query", "query", "target_info", "time", "1700000001")
            .json()
            .at("/data/result/0/metric/host_name")
            .asString());
  }

  @Test
  void deltasAreRefusedInThePartialSuccess() throws Exception {
    HttpResponse<byte[]> answer =
        post(otlp("/v1/metrics"), JSON, "", DELTA.getBytes(StandardCharsets.UTF_8));
    assertEquals(200, answer.statusCode());
    assertEquals(
        "{\"partialSuccess\":{\"rejectedDataPoints\":\"2\",\"errorMessage\":\"metric m: temporality delta"
            + " (expected: cumulative)\"}}",
        text(answer));
    ExportMetricsServiceResponse empty =
        MetricsServiceGrpc.newBlockingStub(channel)
            .export(ExportMetricsServiceRequest.getDefaultInstance());
    assertFalse(empty.hasPartialSuccess());
  }

  @Test
  void otlpsAddressServesNothingElseAndOnlyItServesOtlpsPaths() throws Exception {
    HttpRequest labels = HttpRequest.newBuilder(otlp("/loki/api/v1/labels")).build();
    assertEquals(404, http.send(labels, HttpResponse.BodyHandlers.discarding()).statusCode());
    assertEquals(404, post(server.address("/v1/logs"), PROTOBUF, "", new byte[0]).statusCode());
    HttpRequest get = HttpRequest.newBuilder(otlp("/v1/logs")).build();
    assertEquals(405, http.send(get, HttpResponse.BodyHandlers.discarding()).statusCode());
  }

  @Test
  void aSmallRequestThatWouldBecomeManyObjectsIsRefusedByEachDoor() throws Exception {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < 600_000; i++) {
      scope.addLogRecords(LogRecord.getDefaultInstance());
    }
    ExportLogsServiceRequest request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
            .build();
    HttpResponse<byte[]> answer = post(otlp("/v1/logs"), PROTOBUF, "", request.toByteArray());
    assertEquals(400, answer.statusCode());
    StatusRuntimeException thrown =
        assertThrows(
            StatusRuntimeException.class,
            () -> LogsServiceGrpc.newBlockingStub(channel).export(request));
    assertEquals(Status.Code.INVALID_ARGUMENT, thrown.getStatus().getCode());
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}" + ",{}".repeat(600_000) + "]}]}]}";
    HttpResponse<byte[]> text =
        post(otlp("/v1/logs"), JSON, "", json.getBytes(StandardCharsets.UTF_8));
    assertEquals(400, text.statusCode());
    assertTrue(text(text).contains("smaller batches"), text(text));
  }

  @Test
  void aPortThatIsTakenIsNamedWithTheFlagThatChangesIt(@TempDir Path data) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort port = new HostPort("127.0.0.1", taken.getLocalPort());
      for (ServerSettings.Otlp otlp :
          List.of(
              new ServerSettings.Otlp(Optional.empty(), Optional.of(port)),
              new ServerSettings.Otlp(Optional.of(port), Optional.empty()))) {
        ServerSettings settings = ServerSettings.onFreePorts(data).toBuilder().otlp(otlp).build();
        StartupException thrown =
            assertThrows(StartupException.class, () -> StewardServer.start(settings));
        String flag = otlp.http().isPresent() ? "--otlp-http" : "--otlp-grpc";
        assertTrue(String.valueOf(thrown.getMessage()).contains(flag), thrown.getMessage());
      }
    }
  }
}
