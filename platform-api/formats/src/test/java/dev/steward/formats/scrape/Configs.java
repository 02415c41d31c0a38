package dev.steward.formats.scrape;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Configurations for tests, as a YAML reader would give them. */
final class Configs {
  private Configs() {}

  /** A job named {@code job} with these keys and values in turn. */
  static ScrapeConfig of(Object... keysAndValues) throws ScrapeConfigException {
    Map<String, Object> map = new TreeMap<>(Map.of("job_name", "job"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return ScrapeConfigReader.read(null, List.of(map)).getFirst();
  }
}
