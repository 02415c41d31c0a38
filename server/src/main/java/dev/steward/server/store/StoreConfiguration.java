package dev.steward.server.store;

import dev.steward.server.settings.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the data directory and the stores; the container closes them last. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  DataDirectory dataDirectory(ServerSettings settings) {
    return DataDirectory.open(settings.data());
  }
}
