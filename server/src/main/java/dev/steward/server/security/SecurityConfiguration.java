package dev.steward.server.security;

import dev.steward.server.settings.ServerSettings;
import dev.steward.server.store.DataDirectory;
import java.security.SecureRandom;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the guards in front of every HTTP address. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  @Bean
  AdminToken adminToken(DataDirectory data) {
    return AdminToken.ofDirectory(data.path(), new SecureRandom());
  }

  @Bean
  FilterRegistrationBean<SiteFilter> siteFilter(ServerSettings settings) {
    FilterRegistrationBean<SiteFilter> registration =
        new FilterRegistrationBean<>(new SiteFilter(settings));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  WebMvcConfigurer adminGuard(AdminToken token) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AdminGuard(token));
      }
    };
  }
}
