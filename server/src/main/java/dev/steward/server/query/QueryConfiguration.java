package dev.steward.server.query;

import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.LogqlOptions;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the query engines. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {
  @Bean
  PromqlEngine promqlEngine(MetricStore store, ServerSettings settings) {
    return new PromqlEngine(
        store, PromqlOptions.DEFAULT.withExperimental(settings.experimentalQueries()));
  }

  @Bean
  LogqlEngine logqlEngine(LogStore store) {
    return new LogqlEngine(store, LogqlOptions.DEFAULT);
  }

  @Bean
  QueryLimits queryLimits() {
    return QueryLimits.DEFAULT;
  }
}
