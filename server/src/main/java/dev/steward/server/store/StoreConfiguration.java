package dev.steward.server.store;

import dev.steward.metricstore.MetricStoreEngine;
import dev.steward.metricstore.MetricStoreOptions;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.store.LogStore;
import dev.steward.testkit.store.log.InMemoryLogStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
  MetricStoreEngine metricStore(
      DataDirectory data, ServerSettings settings, Clock clock, PrometheusRegistry registry) {
    MetricStoreEngine store =
        MetricStoreEngine.open(
            data.path().resolve("metrics"),
            MetricStoreOptions.DEFAULT.withMaxBytes(settings.retention().metricBytes()),
            clock);
    MetricStoreCollector.register(store, registry);
    return store;
  }
}
