package dev.steward.server.prometheus;

import dev.steward.spi.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Answers addresses and methods below {@code /api/v1} that there are not, in the envelope. */
@RestControllerAdvice
final class UnknownPaths {
  private static final String PREFIX = "/api/v1/";

  @ExceptionHandler
  void noPath(
      NoHandlerFoundException unknown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getRequestURI().startsWith(PREFIX)) {
      PrometheusEnvelope.error(
          response, ErrorCode.NOT_FOUND, request.getRequestURI() + ": no such address");
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  @ExceptionHandler
  void noMethod(
      HttpRequestMethodNotSupportedException unknown,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String[] supported = unknown.getSupportedMethods();
    if (supported != null) {
      response.setHeader("Allow", String.join(", ", supported));
    }
    if (request.getRequestURI().startsWith(PREFIX)) {
      PrometheusEnvelope.error(
          response,
          HttpServletResponse.SC_METHOD_NOT_ALLOWED,
          ErrorCode.INVALID_ARGUMENT,
          "method: " + unknown.getMethod() + " (expected: " + response.getHeader("Allow") + ")");
    } else {
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }
}
