package dev.steward.server.store;

import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import dev.steward.testkit.store.log.InMemoryLogStore;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the data directory and the stores; the container closes them last. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  DataDirectory dataDirectory(ServerSettings settings) {
    return DataDirectory.open(settings.data());
  }

  @Bean
  LogStore logStore(DataDirectory data) {
    return new InMemoryLogStore();
  }

  @Bean
  MetricStore metricStore(DataDirectory data, Clock clock) {
    return new InMemoryMetricStore(clock);
  }
}
