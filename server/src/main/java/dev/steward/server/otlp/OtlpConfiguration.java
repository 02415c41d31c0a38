package dev.steward.server.otlp;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Keeps OTLP's own address and the server's apart. */
@Configuration(proxyBeanMethods = false)
class OtlpConfiguration {
  @Bean
  FilterRegistrationBean<OtlpAddressFilter> otlpAddresses(OtlpConnector connector) {
    FilterRegistrationBean<OtlpAddressFilter> registration =
        new FilterRegistrationBean<>(new OtlpAddressFilter(connector));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
  }
}
