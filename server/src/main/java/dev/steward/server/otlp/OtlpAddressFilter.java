package dev.steward.server.otlp;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves OTLP's paths at OTLP's address alone, and nothing else there. */
final class OtlpAddressFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient OtlpConnector connector;

  OtlpAddressFilter(OtlpConnector connector) {
    this.connector = connector;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean otlpAddress = request.getLocalPort() == connector.port();
    if (request.getRequestURI().startsWith("/v1/") == otlpAddress) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
