package dev.steward.server.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces into a real gRPC server that keeps what it is sent. */
final class TracingTest {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private static final MethodDescriptor<byte[], byte[]> EXPORT =
      MethodDescriptor.newBuilder(BYTES, BYTES)
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
          .build();

  @TempDir private Path data;

  private static Server collector(List<byte[]> exported) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(
            ServerServiceDefinition.builder(
                    MethodDescriptor.extractFullServiceName(EXPORT.getFullMethodName()))
                .addMethod(
                    EXPORT,
                    ServerCalls.asyncUnaryCall((request, answer) -> {
                      exported.add(request);
                      answer.onNext(new byte[0]);
                      answer.onCompleted();
                    }))
                .build())
        .build()
        .start();
  }

  private ServerSettings tracingTo(Optional<URI> endpoint) {
    return ServerSettings.onFreePorts(data).toBuilder().tracingEndpoint(endpoint).build();
  }

  private static void askReady(StewardServer server) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http:/" + server.httpAddress() + "/ready"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode());
    }
  }

  @Test
  void aRequestIsASpanAtTheEndpointWhenTheServerHasStopped() throws Exception {
    List<byte[]> exported = new CopyOnWriteArrayList<>();
    Server collector = collector(exported);
    URI endpoint = URI.create("http://127.0.0.1:" + collector.getPort());
    try (StewardServer server = StewardServer.start(tracingTo(Optional.of(endpoint)))) {
      askReady(server);
    }
    collector.shutdownNow().awaitTermination();
    assertTrue(
        exported.stream()
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
            .anyMatch(text -> text.contains("GET /ready") && text.contains("steward")),
        exported.size() + " exports");
  }
}
