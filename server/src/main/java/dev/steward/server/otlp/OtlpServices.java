package dev.steward.server.otlp;

import com.google.protobuf.Message;
import dev.steward.server.http.RequestGate;
import dev.steward.spi.error.StewardException;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * OTLP's gRPC services for logs and metrics. A call's request stays bytes until there is room for
 * what it becomes.
 */
@Component
final class OtlpServices {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpServices.class);

  /** Requests as they came. */
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] bytes) {
          return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream in) {
          try {
            return in.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException("reading a message that is in memory failed", e);
          }
        }
      };

  private final OtlpIntake intake;

  OtlpServices(OtlpIntake intake) {
    this.intake = intake;
  }

  ServerServiceDefinition logs() {
    return service(
        LogsServiceGrpc.SERVICE_NAME,
        LogsServiceGrpc.getExportMethod(),
        body -> {
          ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
          OtlpRequests.parse(body, request);
          return intake.logs(request.build());
        });
  }

  ServerServiceDefinition metrics() {
    return service(
        MetricsServiceGrpc.SERVICE_NAME,
        MetricsServiceGrpc.getExportMethod(),
        body -> {
          ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
          OtlpRequests.parse(body, request);
          return intake.metrics(request.build());
        });
  }

  private <A extends Message> ServerServiceDefinition service(
      String name, MethodDescriptor<?, A> export, Function<byte[], A> work) {
    return ServerServiceDefinition.builder(name)
        .addMethod(
            export.toBuilder(BYTES, export.getResponseMarshaller()).build(),
            ServerCalls.asyncUnaryCall(
                (byte[] body, StreamObserver<A> answer) -> answer(work, body, answer)))
        .build();
  }

  private <A> void answer(Function<byte[], A> work, byte[] body, StreamObserver<A> answer) {
    A response;
    try (RequestGate.Pass within = intake.enter()) {
      response = work.apply(body);
    } catch (StewardException e) {
      answer.onError(status(e).withDescription(e.getMessage()).asRuntimeException());
      return;
    } catch (RuntimeException e) {
      LOG.error("A request of an OTLP exporter failed through a defect", e);
      answer.onError(Status.INTERNAL.withDescription("internal error").asRuntimeException());
      return;
    }
    answer.onNext(response);
    answer.onCompleted();
  }

  /** Exporters send again after {@code UNAVAILABLE} alone, and a failing disk may be mended. */
  private static Status status(StewardException e) {
    return OtlpRequests.isRetryable(e.code())
        ? Status.UNAVAILABLE
        : Status.fromCodeValue(e.code().grpcStatus());
  }
}
