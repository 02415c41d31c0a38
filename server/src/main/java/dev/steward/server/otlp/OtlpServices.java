package dev.steward.server.otlp;

import dev.steward.spi.error.StewardException;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** OTLP's gRPC services for logs and metrics. */
@Component
final class OtlpServices {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpServices.class);

  private final OtlpIntake intake;

  OtlpServices(OtlpIntake intake) {
    this.intake = intake;
  }

  BindableService logs() {
    return new LogsServiceGrpc.LogsServiceImplBase() {
      @Override
      public void export(
          ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> answer) {
        answer(() -> intake.logs(request), answer);
      }
    };
  }

  BindableService metrics() {
    return new MetricsServiceGrpc.MetricsServiceImplBase() {
      @Override
      public void export(
          ExportMetricsServiceRequest request,
          StreamObserver<ExportMetricsServiceResponse> answer) {
        answer(() -> intake.metrics(request), answer);
      }
    };
  }

  private static <T> void answer(Supplier<T> work, StreamObserver<T> answer) {
    T response;
    try {
      response = work.get();
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
