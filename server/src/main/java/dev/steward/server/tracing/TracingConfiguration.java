package dev.steward.server.tracing;

import dev.steward.server.settings.ServerSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tracer: OpenTelemetry's SDK where an endpoint is set, else one that does nothing. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {
  private static final String INSTRUMENTATION = "dev.steward.server";

  @Bean
  TracerProvider tracerProvider(ServerSettings settings) {
    return settings
        .tracingEndpoint()
        .<TracerProvider>map(TracingConfiguration::exporting)
        .orElseGet(TracerProvider::noop);
  }

  private static SdkTracerProvider exporting(URI endpoint) {
    return SdkTracerProvider.builder()
        .setResource(Resource.create(Attributes.builder().put("service.name", "steward").build()))
        .addSpanProcessor(
            BatchSpanProcessor.builder(
                    OtlpGrpcSpanExporter.builder().setEndpoint(endpoint.toString()).build())
                .build())
        .build();
  }

  @Bean
  Tracer tracer(TracerProvider provider) {
    return provider.get(INSTRUMENTATION);
  }

  @Bean
  FilterRegistrationBean<RequestSpanFilter> requestSpans(Tracer tracer) {
    return new FilterRegistrationBean<>(new RequestSpanFilter(tracer));
  }
}
