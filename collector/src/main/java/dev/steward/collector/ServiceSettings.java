package dev.steward.collector;

import dev.steward.collector.check.Checks;
import dev.steward.formats.scrape.ScrapeConfig;
import java.util.List;

/**
 * Which services are looked at.
 *
 * @param checks from outside
 * @param scrapes endpoints that tell of themselves
 */
record ServiceSettings(List<Checks.Entry> checks, List<ScrapeConfig> scrapes) {
  /** Copies the lists. */
  ServiceSettings {
    checks = List.copyOf(checks);
    scrapes = List.copyOf(scrapes);
  }
}
