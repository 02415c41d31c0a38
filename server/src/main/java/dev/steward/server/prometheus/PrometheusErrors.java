package dev.steward.server.prometheus;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers failures of the Prometheus interface in its envelope. */
@RestControllerAdvice(basePackages = {"dev.steward.server.prometheus", "dev.steward.server.scrape"})
final class PrometheusErrors {
  private static final Logger LOG = LoggerFactory.getLogger(PrometheusErrors.class);

  @ExceptionHandler
  void failed(StewardException e, HttpServletResponse response) throws IOException {
    String message = e.getMessage();
    PrometheusEnvelope.error(response, e.code(), message == null ? e.code().name() : message);
  }

  @ExceptionHandler
  void defect(RuntimeException e, HttpServletResponse response) throws IOException {
    LOG.error("A request failed through a defect", e);
    if (!response.isCommitted()) {
      PrometheusEnvelope.error(response, ErrorCode.INTERNAL, "internal error: " + e);
    }
  }
}
