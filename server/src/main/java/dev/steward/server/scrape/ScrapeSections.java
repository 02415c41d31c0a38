package dev.steward.server.scrape;

import dev.steward.formats.scrape.ScrapeConfig;
import dev.steward.formats.scrape.ScrapeConfigException;
import dev.steward.formats.scrape.ScrapeConfigReader;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The sections of the configuration file that say what is scraped.
 *
 * @param configs the jobs
 * @param shown the sections as they were written, without secrets
 * @param externalLabels what tells this server's series from those of others
 */
record ScrapeSections(
    List<ScrapeConfig> configs, Map<String, Object> shown, Map<String, String> externalLabels) {
  private static final String GLOBAL = "global";
  private static final String SCRAPE_CONFIGS = "scrape_configs";
  private static final Set<String> SECRETS = Set.of("password", "credentials");

  /** No jobs. */
  static final ScrapeSections NONE = new ScrapeSections(List.of(), Map.of(), Map.of());

  /**
   * Reads the file.
   *
   * @throws StewardException with {@code INVALID_ARGUMENT}, naming file and place
   */
  static ScrapeSections read(ConfigurationSource source) {
    if (source.file().isEmpty()) {
      return NONE;
    }
    Path file = source.file().get();
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      Object root = new Load(settings).loadFromString(Files.readString(file));
      if (!(root instanceof Map<?, ?> sections)) {
        return NONE;
      }
      Map<String, Object> shown = new LinkedHashMap<>();
      for (String section : List.of(GLOBAL, SCRAPE_CONFIGS)) {
        Object tree = sections.get(section);
        if (tree != null) {
          shown.put(section, withoutSecrets(tree));
        }
      }
      return new ScrapeSections(
          ScrapeConfigReader.read(sections.get(GLOBAL), sections.get(SCRAPE_CONFIGS)),
          shown,
          ScrapeConfigReader.externalLabels(sections.get(GLOBAL)));
    } catch (IOException | YamlEngineException | ScrapeConfigException e) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, file + ": " + e.getMessage(), e);
    }
  }

  private static Object withoutSecrets(@Nullable Object tree) {
    return switch (tree) {
      case null -> "";
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
          String name = String.valueOf(key);
          copy.put(name, SECRETS.contains(name) ? "<secret>" : withoutSecrets(value));
        });
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(value -> copy.add(withoutSecrets(value)));
        yield copy;
      }
      case Object scalar -> scalar;
    };
  }
}
