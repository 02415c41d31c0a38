package dev.steward.server.loki;

import dev.steward.server.http.BodyTooLargeException;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.core.exc.JacksonIOException;

/** Answers failures of the Loki interface as plain text. */
@RestControllerAdvice(basePackageClasses = LokiErrors.class)
final class LokiErrors {
  private static final Logger LOG = LoggerFactory.getLogger(LokiErrors.class);

  @ExceptionHandler
  void failed(StewardException e, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      // Half an answer must not look like a whole one: the web server breaks the connection.
      throw e;
    }
    String message = e.getMessage();
    answer(response, status(e.code()), message == null ? e.code().name() : message);
  }

  @ExceptionHandler
  void tooLarge(BodyTooLargeException e, HttpServletResponse response) throws IOException {
    answer(
        response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, String.valueOf(e.getMessage()));
  }

  /** The client is gone: nobody hears an answer, and nothing is wrong here. */
  @ExceptionHandler
  void gone(JacksonIOException e) {
    LOG.debug("A client went away before its answer was written", e);
  }

  @ExceptionHandler
  void defect(RuntimeException e, HttpServletResponse response) throws IOException {
    LOG.error("A request failed through a defect", e);
    if (!response.isCommitted()) {
      answer(response, ErrorCode.INTERNAL.httpStatus(), "internal error: " + e);
    }
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case EXECUTION_FAILED, LIMIT_EXCEEDED -> HttpServletResponse.SC_BAD_REQUEST;
      case DEADLINE_EXCEEDED -> HttpServletResponse.SC_GATEWAY_TIMEOUT;
      case INVALID_ARGUMENT,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          NOT_FOUND,
          CANCELLED,
          UNAVAILABLE,
          STORAGE_FAILED,
          INTERNAL ->
          code.httpStatus();
    };
  }

  private static void answer(HttpServletResponse response, int status, String message)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
  }
}
