package dev.steward.server.alertmanager;

import dev.steward.alerting.configuration.AlertingConfiguration;
import dev.steward.alerting.configuration.ConfigurationReader;
import dev.steward.alerting.dispatch.Pager;
import dev.steward.server.settings.ServerSettings;
import dev.steward.server.store.DataDirectory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the pager, whose files lie below the data directory. */
@Configuration(proxyBeanMethods = false)
class PagerConfiguration {
  @Bean
  Pager pager(
      DataDirectory data, ServerSettings settings, Clock clock, PrometheusRegistry registry) {
    Pager pager =
        Pager.open(
            data.path().resolve("alerting"), configuration(settings), pages(settings), clock);
    PagerCollector.register(pager, registry);
    return pager;
  }

  /** What the settings say at this moment. */
  static AlertingConfiguration configuration(ServerSettings settings) {
    return settings
        .alertmanager()
        .map(ConfigurationReader::read)
        .orElseGet(AlertingConfiguration::ofPage);
  }

  private static String pages(ServerSettings settings) {
    return settings
        .alerting()
        .externalUrl()
        .map(URI::toString)
        .orElseGet(() -> "http://" + settings.http().listen())
        .replaceAll("/+$", "");
  }
}
