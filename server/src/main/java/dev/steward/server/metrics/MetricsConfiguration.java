package dev.steward.server.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.simpleclient.bridge.SimpleclientCollector;
import java.util.Objects;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The registry of the server's own metrics and the address that shows it.
 *
 * <p>Plugins written for the older client library ({@code io.prometheus:simpleclient}) count in
 * that library's default registry; a bridge shows those families too.
 */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  @Bean
  PrometheusRegistry metricRegistry() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    Info.builder()
        .name("steward_build_info")
        .help("Version of the server.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version());
    SimpleclientCollector.builder()
        .collectorRegistry(CollectorRegistry.defaultRegistry)
        .register(registry);
    return registry;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        MetricsConfiguration.class.getPackage().getImplementationVersion(), "unknown");
  }

  @Bean
  FilterRegistrationBean<RequestMetricsFilter> requestMetrics(PrometheusRegistry registry) {
    return new FilterRegistrationBean<>(new RequestMetricsFilter(registry));
  }

  @Bean
  ServletRegistrationBean<PrometheusMetricsServlet> metricsDoor(PrometheusRegistry registry) {
    return new ServletRegistrationBean<>(new PrometheusMetricsServlet(registry), "/metrics");
  }
}
