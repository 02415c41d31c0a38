package dev.steward.server.rules;

import dev.steward.alerting.alert.AlertIntake;
import dev.steward.alerting.evaluation.GroupDefaults;
import dev.steward.alerting.evaluation.RuleEngine;
import dev.steward.alerting.evaluation.RuleQueries;
import dev.steward.alerting.evaluation.Surroundings;
import dev.steward.alerting.rule.RuleSources;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.LogqlOptions;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the engine that evaluates rules. */
@Configuration(proxyBeanMethods = false)
class RulesConfiguration {
  /** Evaluations take milliseconds; a few that take long must not keep the others waiting. */
  private static final int CONCURRENT_GROUPS =
      Math.max(8, 2 * Runtime.getRuntime().availableProcessors());

  @Bean
  RuleEngine ruleEngine(
      ServerSettings settings,
      PromqlEngine metrics,
      LogStore logs,
      MetricStore store,
      QueryLimits limits,
      ObjectProvider<AlertIntake> intake,
      PrometheusRegistry registry,
      Clock clock) {
    ServerSettings.Alerting alerting = settings.alerting();
    Surroundings surroundings =
        new Surroundings(
            new RuleQueries(
                metrics,
                new LogqlEngine(logs, LogqlOptions.UNLIMITED),
                () ->
                    new QueryContext(
                        System::nanoTime,
                        limits.timeout(),
                        limits.maxSamples(),
                        limits.maxBytes())),
            store,
            intake.getIfAvailable(() -> AlertIntake.NOBODY),
            alerting.externalLabels(),
            alerting.externalUrl().map(URI::toString).orElse("http://" + settings.http().listen()),
            Surroundings.RESEND_DELAY);
    RuleEngine engine =
        new RuleEngine(
            sources(alerting),
            new GroupDefaults(alerting.interval(), Duration.ZERO, surroundings),
            clock,
            CONCURRENT_GROUPS);
    RuleMetrics.register(engine, registry);
    return engine;
  }

  private static RuleSources sources(ServerSettings.Alerting alerting) {
    List<String> patterns = new ArrayList<>();
    for (String suffix : List.of("*.yaml", "*.yml")) {
      alerting
          .defaultRules()
          .map(directory -> directory.resolve(suffix))
          .map(Path::toString)
          .ifPresent(patterns::add);
    }
    patterns.addAll(alerting.rules());
    return new RuleSources(patterns);
  }
}
