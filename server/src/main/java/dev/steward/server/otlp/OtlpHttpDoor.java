package dev.steward.server.otlp;

import com.google.protobuf.Message;
import dev.steward.server.http.BodyTooLargeException;
import dev.steward.server.http.RequestGate;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.StewardException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * OTLP over HTTP: at its own address, and where Loki and Prometheus have it. Answers are written as
 * the request was: in protobuf or in JSON, errors as {@code google.rpc.Status}.
 */
@WithoutToken
@RestController
final class OtlpHttpDoor {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpHttpDoor.class);
  private static final String RETRY_SECONDS = "5";

  private final OtlpIntake intake;

  OtlpHttpDoor(OtlpIntake intake) {
    this.intake = intake;
  }

  @PostMapping("/v1/logs")
  void logs(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(
        request,
        response,
        json -> {
          ExportLogsServiceRequest.Builder body = ExportLogsServiceRequest.newBuilder();
          OtlpRequests.read(request, json, body);
          return intake.logs(body.build());
        });
  }

  @PostMapping({"/v1/metrics", "/api/v1/otlp/v1/metrics"})
  void metrics(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(
        request,
        response,
        json -> {
          ExportMetricsServiceRequest.Builder body = ExportMetricsServiceRequest.newBuilder();
          OtlpRequests.read(request, json, body);
          return intake.metrics(body.build());
        });
  }

  /** As Loki has it: an answer without a body, and an error where a part was refused. */
  @PostMapping("/otlp/v1/logs")
  void lokiLogs(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(
        request,
        response,
        json -> {
          ExportLogsServiceRequest.Builder body = ExportLogsServiceRequest.newBuilder();
          OtlpRequests.read(request, json, body);
          intake.store(body.build()).throwIfAnyRefused();
          return null;
        });
  }

  @FunctionalInterface
  private interface Work {
    /** Does it and returns the answer, or null where there is none. */
    @Nullable Message run(boolean json) throws IOException;
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Work work)
      throws IOException {
    @Nullable String type = request.getContentType();
    String plainType = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean json = plainType.equals(OtlpAnswers.JSON);
    if (!json && !plainType.equals(OtlpAnswers.PROTOBUF)) {
      OtlpAnswers.error(
          response,
          false,
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "Content-Type: " + type + " (expected: application/x-protobuf or application/json)");
      return;
    }
    try (RequestGate.Pass within = intake.enter()) {
      @Nullable Message answer = work.run(json);
      if (answer == null) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      } else {
        OtlpAnswers.success(response, json, answer);
      }
    } catch (BodyTooLargeException e) {
      OtlpAnswers.error(
          response,
          json,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          String.valueOf(e.getMessage()));
    } catch (StewardException e) {
      boolean retryable = OtlpRequests.isRetryable(e.code());
      if (retryable) {
        response.setHeader("Retry-After", RETRY_SECONDS);
      }
      OtlpAnswers.error(
          response,
          json,
          retryable ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : e.code().httpStatus(),
          String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("A request of an OTLP exporter failed through a defect", e);
      OtlpAnswers.error(
          response, json, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "internal error");
    }
  }
}
