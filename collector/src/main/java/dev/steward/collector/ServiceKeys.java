package dev.steward.collector;

import dev.steward.collector.check.Checks;
import dev.steward.configuration.Configuration;
import dev.steward.configuration.Setting;
import dev.steward.configuration.SettingType;
import dev.steward.formats.scrape.ScrapeConfig;
import dev.steward.formats.scrape.ScrapeConfigException;
import dev.steward.formats.scrape.ScrapeConfigReader;
import java.util.List;
import java.util.Map;

/** The keys of the agent that say which services it looks at. */
final class ServiceKeys {
  static final Setting<List<Map<String, String>>> CHECKS =
      Setting.of(
          "agent.checks",
          SettingType.ENTRIES,
          "",
          "Services to look at: each with name, every, timeout, and one of tcp, tls, http, dns,"
              + " icmp, smtp, imap (what to look at) and command (a Nagios plugin).");

  static final Setting<Object> SCRAPE_GLOBAL =
      Setting.of(
          "agent.scrape.global",
          SettingType.TREE,
          "",
          "Defaults of the endpoints that this agent scrapes, as Prometheus' section global.");

  static final Setting<Object> SCRAPE_CONFIGS =
      Setting.of(
          "agent.scrape.configs",
          SettingType.TREE,
          "",
          "Endpoints that this agent scrapes, as Prometheus' section scrape_configs.");

  private ServiceKeys() {}

  static Setting<?>[] all() {
    return new Setting<?>[] {CHECKS, SCRAPE_GLOBAL, SCRAPE_CONFIGS};
  }

  /** What a configuration says; adds what does not fit to {@code problems}. */
  static ServiceSettings settings(Configuration configuration, List<String> problems) {
    List<Checks.Entry> checks =
        EntryReader.parse(configuration, CHECKS, Checks.Entry::parse, problems);
    return new ServiceSettings(checks, scrapes(configuration, problems));
  }

  private static List<ScrapeConfig> scrapes(Configuration configuration, List<String> problems) {
    Object global = configuration.value(SCRAPE_GLOBAL);
    try {
      List<ScrapeConfig> configs =
          ScrapeConfigReader.read(
              global instanceof Map<?, ?> ? global : null, configuration.value(SCRAPE_CONFIGS));
      for (ScrapeConfig config : configs) {
        if (!config.files().isEmpty()) {
          problems.add(
              configuration.place(SCRAPE_CONFIGS)
                  + ": "
                  + config.jobName()
                  + ": file_sd_configs (expected: static_configs; the server finds targets in"
                  + " files)");
        }
      }
      return configs;
    } catch (ScrapeConfigException e) {
      problems.add(configuration.place(SCRAPE_CONFIGS) + ": " + e.getMessage());
      return List.of();
    }
  }
}
