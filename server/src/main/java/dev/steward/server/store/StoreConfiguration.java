package dev.steward.server.store;

import dev.steward.logstore.LogStoreEngine;
import dev.steward.logstore.LogStoreOptions;
import dev.steward.metricstore.MetricStoreEngine;
import dev.steward.metricstore.MetricStoreOptions;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
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
  LogStoreEngine logStore(
      DataDirectory data, ServerSettings settings, Clock clock, PrometheusRegistry registry) {
    LogStoreEngine store =
        openLogStore(data.path().resolve("logs"), settings.retention().logs(), clock);
    LogStoreCollector.register(store, registry);
    return store;
  }

  @Bean
  MetricStoreEngine metricStore(
      DataDirectory data, ServerSettings settings, Clock clock, PrometheusRegistry registry) {
    MetricStoreEngine store =
        MetricStoreEngine.open(
            data.path().resolve("metrics"),
            metricStoreOptions(settings.retention().metrics()),
            clock);
    MetricStoreCollector.register(store, registry);
    return store;
  }

  private static MetricStoreOptions metricStoreOptions(ServerSettings.MetricRetention retention) {
    return MetricStoreOptions.DEFAULT
        .withMaxBytes(retention.bytes())
        .withAges(
            retention.age().orElse(null),
            new MetricStoreOptions.RolledAges(
                retention.fineAge().orElse(null), retention.coarseAge().orElse(null)));
  }

  private static LogStoreEngine openLogStore(
      Path directory, ServerSettings.LogRetention retention, Clock clock) {
    LogStoreOptions defaults = LogStoreOptions.defaults();
    LogStoreOptions options =
        defaults.withRetention(
            retention.age().orElse(defaults.maxAge()),
            retention.bytes(),
            defaults.minFreeShare(),
            retention.overrides());
    try {
      return LogStoreEngine.open(directory, options, clock);
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.STORAGE_FAILED, "log store: " + directory + " cannot be opened: " + e, e);
    }
  }
}
