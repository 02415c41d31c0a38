package dev.steward.server.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/** Times HTTP requests by the pattern of their path, so that callers cannot make up series. */
final class RequestMetricsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final double[] BOUNDS_SECONDS = {
    0.001, 0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 120
  };

  private final transient Histogram requests;

  RequestMetricsFilter(PrometheusRegistry registry) {
    requests =
        Histogram.builder()
            .name("steward_http_request_seconds")
            .help("How long HTTP requests took, by pattern of their path and status.")
            .labelNames("path", "code")
            .classicOnly()
            .classicUpperBounds(BOUNDS_SECONDS)
            .register(registry);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long started = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      requests
          .labelValues(
              pattern == null ? "other" : pattern.toString(),
              Integer.toString(response.getStatus()))
          .observe((System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1));
    }
  }
}
