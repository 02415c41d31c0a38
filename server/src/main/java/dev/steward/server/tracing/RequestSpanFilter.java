package dev.steward.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Makes a span of each HTTP request, so of each query, named as OpenTelemetry's semantic
 * conventions for HTTP say.
 */
final class RequestSpanFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Tracer tracer;

  RequestSpanFilter(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Span span =
        tracer
            .spanBuilder(request.getMethod() + " " + request.getRequestURI())
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", request.getMethod())
            .setAttribute("url.path", request.getRequestURI())
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      chain.doFilter(request, response);
      span.setAttribute("http.response.status_code", response.getStatus());
      if (response.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
        span.setStatus(StatusCode.ERROR);
      }
    } catch (IOException | ServletException | RuntimeException e) {
      span.recordException(e).setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }
}
