package dev.steward.server.alertmanager;

import dev.steward.server.http.JsonAnswer;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers failures of Alertmanager's interface with a bare JSON string. */
@RestControllerAdvice(basePackages = "dev.steward.server.alertmanager")
final class AlertmanagerErrors {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerErrors.class);

  @ExceptionHandler
  void failed(StewardException e, HttpServletResponse response) throws IOException {
    String message = e.getMessage();
    send(response, e.code().httpStatus(), message == null ? e.code().name() : message);
  }

  @ExceptionHandler
  void defect(RuntimeException e, HttpServletResponse response) throws IOException {
    LOG.error("A request failed through a defect", e);
    if (!response.isCommitted()) {
      send(response, ErrorCode.INTERNAL.httpStatus(), "internal error: " + e);
    }
  }

  static void send(HttpServletResponse response, int status, String message) throws IOException {
    JsonAnswer.send(response, status, json -> json.writeString(message));
  }
}
