package dev.steward.formats.scrape;

import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code global} and {@code scrape_configs} as Prometheus writes them, from maps and lists
 * that a YAML reader made. A key that is not known is an error, so that nothing is left out
 * silently.
 */
public final class ScrapeConfigReader {
  private static final long DEFAULT_INTERVAL = 60_000;
  private static final long DEFAULT_TIMEOUT = 10_000;
  private static final long DEFAULT_REFRESH = 300_000;
  private static final Regex EVERYTHING = Regex.compile("(?s:(.*))");

  private final long interval;
  private final long timeout;
  private final Map<String, String> externalLabels;

  private ScrapeConfigReader(@Nullable Object global) throws ScrapeConfigException {
    if (global == null) {
      interval = DEFAULT_INTERVAL;
      timeout = DEFAULT_TIMEOUT;
      externalLabels = Map.of();
      return;
    }
    ConfigMap map = new ConfigMap("global", global);
    interval = map.millis("scrape_interval", DEFAULT_INTERVAL);
    timeout = map.millis("scrape_timeout", Math.min(DEFAULT_TIMEOUT, interval));
    externalLabels = map.labels("external_labels");
    map.end();
  }

  /**
   * The labels that tell this server's series from those of others, for who takes them from it.
   *
   * @param global the section {@code global}, or null
   */
  public static Map<String, String> externalLabels(@Nullable Object global)
      throws ScrapeConfigException {
    return new ScrapeConfigReader(global).externalLabels;
  }

  /**
   * Reads both sections.
   *
   * @param global the section {@code global}, or null
   * @param scrapeConfigs the section {@code scrape_configs}, or null
   */
  public static List<ScrapeConfig> read(@Nullable Object global, @Nullable Object scrapeConfigs)
      throws ScrapeConfigException {
    ScrapeConfigReader reader = new ScrapeConfigReader(global);
    List<ScrapeConfig> configs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    if (scrapeConfigs == null) {
      return configs;
    }
    ConfigMap root = new ConfigMap("", Map.of("scrape_configs", scrapeConfigs));
    for (ConfigMap map : root.maps("scrape_configs")) {
      ScrapeConfig config = reader.config(map);
      if (!names.add(config.jobName())) {
        throw map.wrong("job_name", config.jobName(), "a name that no other job has");
      }
      configs.add(config);
    }
    return configs;
  }

  private ScrapeConfig config(ConfigMap map) throws ScrapeConfigException {
    String job = map.required("job_name");
    long every = map.millis("scrape_interval", interval);
    if (every <= 0) {
      throw map.wrong("scrape_interval", every, "a positive duration");
    }
    long atMost = map.millis("scrape_timeout", Math.min(timeout, every));
    if (atMost <= 0 || atMost > every) {
      throw map.wrong(
          "scrape_timeout",
          ConfigUnits.duration(atMost),
          "at most the interval, " + ConfigUnits.duration(every));
    }
    boolean nativeHistograms = map.flag("scrape_native_histograms", false);
    ScrapeConfig config =
        new ScrapeConfig(
            job,
            every,
            atMost,
            map.text("metrics_path", "/metrics"),
            scheme(map),
            map.lists("params"),
            map.flag("honor_labels", false),
            map.flag("honor_timestamps", true),
            map.flag("track_timestamps_staleness", false),
            protocols(map, nativeHistograms),
            fallback(map),
            nativeHistograms,
            map.flag("always_scrape_classic_histograms", false),
            limits(map),
            access(map),
            groups(map),
            files(map),
            rules(map, "relabel_configs"),
            rules(map, "metric_relabel_configs"));
    map.end();
    return config;
  }

  private static String scheme(ConfigMap map) throws ScrapeConfigException {
    String scheme = map.text("scheme", "http");
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw map.wrong("scheme", scheme, "http or https");
    }
    return scheme;
  }

  private static List<ScrapeProtocol> protocols(ConfigMap map, boolean nativeHistograms)
      throws ScrapeConfigException {
    List<ScrapeProtocol> protocols = new ArrayList<>();
    for (String word : map.texts("scrape_protocols")) {
      ScrapeProtocol protocol = protocol(map, "scrape_protocols", word);
      if (protocols.contains(protocol)) {
        throw map.wrong("scrape_protocols", word, "each once");
      }
      protocols.add(protocol);
    }
    if (!protocols.isEmpty()) {
      return protocols;
    }
    return nativeHistograms ? ScrapeProtocol.WITH_NATIVE_HISTOGRAMS : ScrapeProtocol.DEFAULT;
  }

  private static Optional<ScrapeProtocol> fallback(ConfigMap map) throws ScrapeConfigException {
    String key = "fallback_scrape_protocol";
    Optional<String> word = optional(map, key);
    return word.isEmpty() ? Optional.empty() : Optional.of(protocol(map, key, word.get()));
  }

  private static ScrapeProtocol protocol(ConfigMap map, String key, String word)
      throws ScrapeConfigException {
    return ScrapeProtocol.byWord(word)
        .orElseThrow(() ->
            map.wrong(
                key,
                word,
                "PrometheusProto, OpenMetricsText1.0.0, OpenMetricsText0.0.1, PrometheusText1.0.0"
                    + " or PrometheusText0.0.4"));
  }

  private static ScrapeLimits limits(ConfigMap map) throws ScrapeConfigException {
    return new ScrapeLimits(
        map.bytes("body_size_limit", 0),
        map.number("sample_limit", 0),
        map.number("label_limit", 0),
        map.number("label_name_length_limit", 0),
        map.number("label_value_length_limit", 0),
        map.number("target_limit", 0));
  }

  private static HttpAccess access(ConfigMap map) throws ScrapeConfigException {
    Optional<String> user = Optional.empty();
    Optional<HttpAccess.Secret> password = Optional.empty();
    if (map.has("basic_auth")) {
      ConfigMap basic = map.map("basic_auth");
      user = Optional.of(basic.text("username", ""));
      password = secret(basic, "password", "password_file");
      basic.end();
    }
    String type = "Bearer";
    Optional<HttpAccess.Secret> credentials = Optional.empty();
    if (map.has("authorization")) {
      ConfigMap authorization = map.map("authorization");
      type = authorization.text("type", type);
      credentials = secret(authorization, "credentials", "credentials_file");
      authorization.end();
      if (user.isPresent()) {
        throw map.wrong("authorization", "beside basic_auth", "one of the two");
      }
    }
    ConfigMap tls =
        map.has("tls_config") ? map.map("tls_config") : new ConfigMap("tls_config", Map.of());
    HttpAccess access =
        new HttpAccess(
            user,
            password,
            type,
            credentials,
            optional(tls, "ca_file"),
            optional(tls, "cert_file"),
            optional(tls, "key_file"),
            optional(tls, "server_name"),
            tls.flag("insecure_skip_verify", false),
            map.flag("follow_redirects", true));
    if (access.certificateFile().isPresent() != access.keyFile().isPresent()) {
      throw tls.wrong("cert_file", "without key_file, or the reverse", "both");
    }
    tls.end();
    return access;
  }

  private static Optional<HttpAccess.Secret> secret(ConfigMap map, String key, String fileKey)
      throws ScrapeConfigException {
    Optional<String> text = optional(map, key);
    Optional<String> file = optional(map, fileKey);
    if (text.isPresent() && file.isPresent()) {
      throw map.wrong(fileKey, "beside " + key, "one of the two");
    }
    return text.map(secret -> new HttpAccess.Secret(secret, false))
        .or(() -> file.map(path -> new HttpAccess.Secret(path, true)));
  }

  private static Optional<String> optional(ConfigMap map, String key) throws ScrapeConfigException {
    String text = map.text(key, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static List<TargetGroup> groups(ConfigMap map) throws ScrapeConfigException {
    List<TargetGroup> groups = new ArrayList<>();
    for (ConfigMap group : map.maps("static_configs")) {
      groups.add(group(group));
    }
    return groups;
  }

  private static TargetGroup group(ConfigMap map) throws ScrapeConfigException {
    TargetGroup group = new TargetGroup(map.texts("targets"), map.labels("labels"));
    map.end();
    return group;
  }

  /** Reads the content of a file that names targets: a list of groups. */
  public static List<TargetGroup> groups(String place, @Nullable Object tree)
      throws ScrapeConfigException {
    List<TargetGroup> groups = new ArrayList<>();
    if (tree == null) {
      return groups;
    }
    for (ConfigMap group : new ConfigMap("", Map.of(place, tree)).maps(place)) {
      groups.add(group(group));
    }
    return groups;
  }

  private static List<FileDiscovery> files(ConfigMap map) throws ScrapeConfigException {
    List<FileDiscovery> discoveries = new ArrayList<>();
    for (ConfigMap each : map.maps("file_sd_configs")) {
      List<String> files = each.texts("files");
      if (files.isEmpty()) {
        throw each.wrong("files", "missing", "at least one path");
      }
      for (String file : files) {
        if (!file.matches(".*\\.(json|yml|yaml|JSON|YML|YAML)")) {
          throw each.wrong("files", file, "a path that ends with .json, .yml or .yaml");
        }
      }
      discoveries.add(
          new FileDiscovery(
              files, Math.max(1000, each.millis("refresh_interval", DEFAULT_REFRESH))));
      each.end();
    }
    return discoveries;
  }

  private static List<RelabelRule> rules(ConfigMap map, String key) throws ScrapeConfigException {
    List<RelabelRule> rules = new ArrayList<>();
    for (ConfigMap each : map.maps(key)) {
      rules.add(rule(each));
      each.end();
    }
    return rules;
  }

  private static RelabelRule rule(ConfigMap map) throws ScrapeConfigException {
    String word = map.text("action", "replace");
    RelabelRule.Action action = RelabelRule.Action.byName(word);
    if (action == null) {
      throw map.wrong("action", word, "an action such as replace, keep or drop");
    }
    String regex = map.text("regex", "");
    RelabelRule rule =
        new RelabelRule(
            action,
            map.texts("source_labels"),
            map.text("separator", ";"),
            map.has("regex") ? regex(map, regex) : EVERYTHING,
            map.text("target_label", ""),
            map.text("replacement", "$1"),
            map.number("modulus", 0));
    boolean needsTarget =
        switch (action) {
          case REPLACE, KEEPEQUAL, DROPEQUAL, HASHMOD, LOWERCASE, UPPERCASE -> true;
          case KEEP, DROP, LABELMAP, LABELDROP, LABELKEEP -> false;
        };
    if (needsTarget && rule.targetLabel().isEmpty()) {
      throw map.wrong("target_label", "missing", "a label, for " + word.toLowerCase(Locale.ROOT));
    }
    if (action == RelabelRule.Action.HASHMOD && rule.modulus() == 0) {
      throw map.wrong("modulus", 0, "a positive number");
    }
    return rule;
  }

  private static Regex regex(ConfigMap map, String source) throws ScrapeConfigException {
    try {
      return Regex.compile("(?s:" + source + ")");
    } catch (RegexSyntaxException e) {
      throw map.wrong("regex", source, "a regular expression: " + e.getMessage());
    }
  }
}
