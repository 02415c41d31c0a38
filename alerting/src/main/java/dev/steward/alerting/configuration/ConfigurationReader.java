package dev.steward.alerting.configuration;

import dev.steward.alerting.time.TimeInterval;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads Alertmanager's configuration file, strictly: a key that nobody knows is an error.
 *
 * <p>Some keys are Steward's own: receivers' {@code fallbacks} (names of receivers that are told
 * instead where telling this one failed), {@code matrix_configs}, {@code ntfy_configs} and {@code
 * gotify_configs}; {@code smarthosts} of mail (more of them, tried in order); and at the top {@code
 * heartbeats} ({@code url} or {@code url_file}, {@code interval}, {@code method}).
 *
 * <p>Source: the Alertmanager documentation of its configuration file.
 */
public final class ConfigurationReader {
  private static final int MAX_BYTES = 4 << 20;
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);
  private static final Set<String> KEYS =
      Set.of(
          "global",
          "route",
          "inhibit_rules",
          "receivers",
          "templates",
          "mute_time_intervals",
          "time_intervals",
          "heartbeats");
  private static final List<Field> HEARTBEAT_FIELDS =
      List.of(
          Field.secretUrl("url"),
          Field.text("url_file"),
          Field.duration("interval"),
          Field.text("method", "GET"),
          Field.part("http_config", HttpFields.ALL));

  private final PlacedYaml yaml;
  private final Path folder;
  private final SettingsReader settings;

  private ConfigurationReader(String name, Path folder) {
    this.yaml = new PlacedYaml(name);
    this.folder = folder;
    this.settings = new SettingsReader(yaml, folder);
  }

  /**
   * Reads a file.
   *
   * @throws AlertingConfigurationException if it cannot be used
   */
  public static AlertingConfiguration read(Path file) {
    String name = file.toString();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new AlertingConfigurationException(
            name, 0, 0, "larger than 4 MiB (expected: a configuration)");
      }
      Path folder = file.toAbsolutePath().getParent();
      return parse(name, Files.readString(file), folder == null ? Path.of("/") : folder);
    } catch (MalformedInputException e) {
      throw new AlertingConfigurationException(name, 0, 0, "not UTF-8 (expected: YAML)");
    } catch (IOException e) {
      throw new AlertingConfigurationException(
          name, 0, 0, "cannot be read: " + e + " (expected: Alertmanager's configuration)");
    }
  }

  /**
   * Reads a text.
   *
   * @param name what errors call it
   * @param folder what names of files in it are relative to
   * @throws AlertingConfigurationException if it cannot be used
   */
  public static AlertingConfiguration parse(String name, String text, Path folder) {
    ConfigurationReader reader = new ConfigurationReader(name, folder);
    Node root = reader.yaml.compose(text);
    if (root == null) {
      throw new AlertingConfigurationException(name, 0, 0, "no route provided in config");
    }
    return reader.configuration(root, text);
  }

  private AlertingConfiguration configuration(Node root, String text) {
    Map<String, Node> keys = yaml.mapping(root, "config.plain", KEYS);
    Node route = keys.get("route");
    if (route == null) {
      throw yaml.error(root, "no route provided in config");
    }
    Settings global = global(keys.get("global"));
    Node receiverList = keys.get("receivers");
    Map<String, Receiver> receivers =
        receiverList == null ? Map.of() : new ReceiverReader(settings, global).read(receiverList);
    Map<String, List<TimeInterval>> times = new LinkedHashMap<>();
    TimesReader timesReader = new TimesReader(yaml);
    timesReader.read(keys.get("mute_time_intervals"), "mute time interval", times);
    timesReader.read(keys.get("time_intervals"), "time interval", times);
    return new AlertingConfiguration(
        global.duration("resolve_timeout").orElse(AlertingConfiguration.RESOLVE_TIMEOUT),
        new RouteReader(yaml, receivers.keySet(), times.keySet()).root(route),
        receivers,
        inhibitRules(keys.get("inhibit_rules")),
        times,
        templates(keys.get("templates")),
        heartbeats(keys.get("heartbeats")),
        ShownConfiguration.of(text));
  }

  private Settings global(@Nullable Node node) {
    if (node == null) {
      return settings.presets(GlobalFields.ALL);
    }
    Settings global = settings.read(node, "config.GlobalConfig", GlobalFields.ALL);
    String problem = GlobalFields.problem(global);
    if (problem != null) {
      throw yaml.error(node, problem);
    }
    return global;
  }

  private List<InhibitRule> inhibitRules(@Nullable Node list) {
    if (list == null) {
      return List.of();
    }
    List<InhibitRule> rules = new ArrayList<>();
    for (Node node : yaml.sequence(list)) {
      Map<String, Node> keys =
          yaml.mapping(
              node,
              "config.InhibitRule",
              Set.of(
                  "name",
                  "source_match",
                  "source_match_re",
                  "source_matchers",
                  "target_match",
                  "target_match_re",
                  "target_matchers",
                  "equal"));
      Node equal = keys.get("equal");
      List<String> labels = equal == null ? List.of() : yaml.texts(equal);
      if (equal != null && labels.contains("")) {
        throw yaml.error(equal, "invalid label name \"\" in equal list");
      }
      rules.add(
          new InhibitRule(
              keys.containsKey("name") ? yaml.text(keys.get("name")) : "",
              RouteReader.matchers(yaml, keys, "source_"),
              RouteReader.matchers(yaml, keys, "target_"),
              labels));
    }
    return rules;
  }

  private List<Path> templates(@Nullable Node list) {
    return list == null ? List.of() : yaml.texts(list).stream().map(folder::resolve).toList();
  }

  private List<Heartbeat> heartbeats(@Nullable Node list) {
    if (list == null) {
      return List.of();
    }
    List<Heartbeat> heartbeats = new ArrayList<>();
    for (Node node : yaml.sequence(list)) {
      Settings read = settings.read(node, "config.Heartbeat", HEARTBEAT_FIELDS);
      if (read.has("url") == read.has("url_file")) {
        throw yaml.error(node, "one of url or url_file must be configured");
      }
      heartbeats.add(new Heartbeat(read.duration("interval").orElse(HEARTBEAT), read));
    }
    return heartbeats;
  }
}
