package dev.steward.server.settings;

import dev.steward.configuration.Configuration;
import dev.steward.configuration.ConfigurationException;
import dev.steward.configuration.ConfigurationSpec;
import dev.steward.configuration.DurationText;
import dev.steward.configuration.HostPort;
import dev.steward.configuration.ProgramKeys;
import dev.steward.configuration.Setting;
import dev.steward.configuration.SettingType;
import dev.steward.logstore.LogStoreOptions;
import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.spi.error.StewardException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code steward.yaml} that the server reads, below {@code server}. */
public final class ServerKeys {
  /** Directory that holds all state. */
  public static final Setting<Path> DATA =
      Setting.of(
          "server.data",
          SettingType.PATH,
          "/var/lib/steward/server",
          "Directory that holds all state.");

  /** Where the HTTP door listens. */
  public static final Setting<HostPort> HTTP =
      Setting.of(
          "server.http.listen",
          SettingType.HOST_PORT,
          "127.0.0.1:8740",
          "Where the HTTP interfaces and the console listen.");

  private static final Setting<List<String>> HTTP_HOSTS =
      Setting.of(
          "server.http.hosts",
          SettingType.TEXT_LIST,
          "",
          "Names, beside localhost and the address listened on, by which clients may call.");

  private static final Setting<List<String>> HTTP_ORIGINS =
      Setting.of(
          "server.http.origins",
          SettingType.TEXT_LIST,
          "",
          "Origins, such as https://grafana.example.org, whose pages may call from a browser.");

  /** Where the agents' door listens. */
  public static final Setting<HostPort> GRPC =
      Setting.of(
          "server.grpc.listen",
          SettingType.HOST_PORT,
          "127.0.0.1:8741",
          "Where agents ship to, over gRPC.");

  private static final Setting<Boolean> GRPC_PLAINTEXT =
      Setting.of(
          "server.grpc.plaintext",
          SettingType.BOOLEAN,
          "true",
          "Whether agents on this machine may ship without TLS. Has no effect, and must not be set,"
              + " unless the address listened on is a loopback address.");

  private static final Setting<Optional<Path>> GRPC_CERTIFICATE =
      Setting.of(
          "server.grpc.certificate",
          SettingType.PATH.orOff(),
          "off",
          "Certificate chain for mutual TLS with agents, PEM.");

  private static final Setting<Optional<Path>> GRPC_KEY =
      Setting.of(
          "server.grpc.key",
          SettingType.PATH.orOff(),
          "off",
          "Private key of the certificate, PEM with PKCS #8.");

  private static final Setting<Optional<Path>> GRPC_AUTHORITIES =
      Setting.of(
          "server.grpc.authorities",
          SettingType.PATH.orOff(),
          "off",
          "Authorities whose client certificates agents may show, PEM.");

  /** Where the syslog door listens. */
  public static final Setting<Optional<HostPort>> SYSLOG =
      Setting.of(
          "server.syslog.listen",
          SettingType.HOST_PORT.orOff(),
          "127.0.0.1:8514",
          "Where syslog is taken, UDP and TCP on one port.");

  /** Where the door of OTLP/gRPC listens. */
  public static final Setting<Optional<HostPort>> OTLP_GRPC =
      Setting.of(
          "server.otlp.grpc-listen",
          SettingType.HOST_PORT.orOff(),
          "off",
          "Where OpenTelemetry's logs and metrics are taken over gRPC, such as 127.0.0.1:4317.");

  /** Where the door of OTLP/HTTP listens. */
  public static final Setting<Optional<HostPort>> OTLP_HTTP =
      Setting.of(
          "server.otlp.http-listen",
          SettingType.HOST_PORT.orOff(),
          "off",
          "The same over HTTP, such as 127.0.0.1:4318.");

  private static final Setting<Optional<Long>> LOG_BYTES =
      Setting.of(
          "server.retention.log-bytes",
          SettingType.BYTES.orOff(),
          "off",
          "Size of the log store past which its oldest data goes, such as 50GB. It also goes while"
              + " less than a tenth of the disk is free.");

  private static final Setting<Optional<Duration>> LOG_AGE =
      Setting.of(
          "server.retention.log-age",
          SettingType.DURATION.orOff(),
          "off",
          "Age past which log entries go, such as 90d.");

  private static final Setting<List<String>> LOG_OVERRIDES =
      Setting.of(
          "server.retention.log-overrides",
          SettingType.TEXT_LIST,
          "",
          "Other ages for some streams, each a selector and an age, such as '{kind=\"change\"} 400d';"
              + " the first that fits counts.");

  private static final Setting<Optional<Long>> METRIC_BYTES =
      Setting.of(
          "server.retention.metric-bytes",
          SettingType.BYTES.orOff(),
          "off",
          "The same for the metric store.");

  private static final Setting<Optional<Duration>> METRIC_AGE =
      Setting.of(
          "server.retention.metric-age",
          SettingType.DURATION.orOff(),
          "off",
          "Age past which samples of metrics go, such as 60d; points of 5 minutes and of an hour"
              + " stay.");

  private static final Setting<Optional<Duration>> METRIC_FINE_AGE =
      Setting.of(
          "server.retention.metric-5m-age",
          SettingType.DURATION.orOff(),
          "off",
          "Age past which points of 5 minutes go, such as 180d; not below that of samples.");

  private static final Setting<Optional<Duration>> METRIC_COARSE_AGE =
      Setting.of(
          "server.retention.metric-1h-age",
          SettingType.DURATION.orOff(),
          "off",
          "Age past which points of an hour go, such as 1000d; not below that of 5 minutes.");

  private static final Setting<Optional<Path>> PLUGINS =
      Setting.of(
          "server.plugins",
          SettingType.PATH.orOff(),
          "off",
          "Directory of plugin zips; off is the directory plugins below the data.");

  private static final Setting<Optional<String>> TRACING =
      Setting.of(
          "server.tracing.otlp-endpoint",
          SettingType.TEXT.orOff(),
          "off",
          "Where spans of ingest and queries go over OTLP/gRPC, such as http://127.0.0.1:4317.");

  private static final Setting<Boolean> EXPERIMENTAL =
      Setting.of(
          "server.query.experimental",
          SettingType.BOOLEAN,
          "false",
          "Whether queries may use the functions, aggregations and modifiers that PromQL calls"
              + " experimental.");

  /** Which files hold rules. */
  public static final Setting<List<String>> RULES =
      Setting.of(
          "server.alerting.rules",
          SettingType.TEXT_LIST,
          "",
          "Rule files as Prometheus has them, with PromQL or LogQL, such as"
              + " [/etc/steward/rules/*.yaml]; read anew when they change.");

  private static final Setting<Boolean> DEFAULT_RULES =
      Setting.of(
          "server.alerting.default-rules",
          SettingType.BOOLEAN,
          "true",
          "Whether the rules that come with the program are evaluated.");

  private static final Setting<Duration> RULE_INTERVAL =
      Setting.of(
          "server.alerting.interval",
          SettingType.DURATION,
          "1m",
          "Time between two evaluations of a group of rules that has no interval of its own.");

  private static final Setting<Map<String, String>> EXTERNAL_LABELS =
      Setting.of(
          "server.alerting.external-labels",
          SettingType.TEXT_MAP,
          "",
          "Labels that every alert of this server gets, such as {site: attic}.");

  private static final Setting<Optional<String>> EXTERNAL_URL =
      Setting.of(
          "server.alerting.external-url",
          SettingType.TEXT.orOff(),
          "off",
          "Address under which people reach this server's pages, for links in alerts; off is the"
              + " address listened on.");

  private static final Setting<Boolean> OWN_METRICS =
      Setting.of(
          "server.alerting.own-metrics",
          SettingType.BOOLEAN,
          "true",
          "Whether the server keeps its own metrics in its store, so that rules watch it too.");

  /** The file that says who is told of alerts. */
  public static final Setting<Optional<Path>> ALERTMANAGER =
      Setting.of(
          "server.alerting.alertmanager",
          SettingType.PATH.orOff(),
          "off",
          "File that says who is told of alerts, in Alertmanager's form; off is the page alone.");

  /** All of them. */
  public static final ConfigurationSpec SPEC =
      ConfigurationSpec.builder()
          .add(DATA, HTTP, HTTP_HOSTS, HTTP_ORIGINS)
          .add(GRPC, GRPC_PLAINTEXT, GRPC_CERTIFICATE, GRPC_KEY, GRPC_AUTHORITIES)
          .add(SYSLOG, OTLP_GRPC, OTLP_HTTP, LOG_BYTES, LOG_AGE, LOG_OVERRIDES, METRIC_BYTES)
          .add(METRIC_AGE, METRIC_FINE_AGE, METRIC_COARSE_AGE)
          .add(PLUGINS, TRACING, EXPERIMENTAL, ALERTMANAGER)
          .add(RULES, DEFAULT_RULES, RULE_INTERVAL, EXTERNAL_LABELS, EXTERNAL_URL, OWN_METRICS)
          .foreign("agent", ProgramKeys.AGENT)
          .verbatim(ProgramKeys.PROMETHEUS_SECTIONS)
          .build();

  private ServerKeys() {}

  /**
   * The settings that a configuration says.
   *
   * @param configuration loaded by {@link #SPEC}
   * @param home directory that the program was installed in, if it was
   * @throws ConfigurationException if values do not fit each other
   */
  public static ServerSettings settings(Configuration configuration, Optional<Path> home) {
    try {
      Path data = configuration.value(DATA);
      return new ServerSettingsBuilder(data)
          .http(
              new ServerSettings.Http(
                  configuration.value(HTTP),
                  Set.copyOf(configuration.value(HTTP_HOSTS)),
                  Set.copyOf(configuration.value(HTTP_ORIGINS))))
          .grpc(grpc(configuration))
          .syslog(configuration.value(SYSLOG))
          .retention(
              new ServerSettings.Retention(
                  new ServerSettings.LogRetention(
                      configuration.value(LOG_BYTES).orElse(Long.MAX_VALUE),
                      configuration.value(LOG_AGE),
                      overrides(configuration)),
                  new ServerSettings.MetricRetention(
                      configuration.value(METRIC_BYTES).orElse(Long.MAX_VALUE),
                      configuration.value(METRIC_AGE),
                      configuration.value(METRIC_FINE_AGE),
                      configuration.value(METRIC_COARSE_AGE))))
          .plugins(configuration.value(PLUGINS).orElse(data.resolve("plugins")))
          .installedPlugins(home.map(directory -> directory.resolve("plugins")))
          .tracingEndpoint(configuration.value(TRACING).map(URI::create))
          .experimentalQueries(configuration.value(EXPERIMENTAL))
          .otlp(
              new ServerSettings.Otlp(
                  configuration.value(OTLP_GRPC), configuration.value(OTLP_HTTP)))
          .alerting(alerting(configuration, home))
          .alertmanager(configuration.value(ALERTMANAGER))
          .build();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static ServerSettings.Alerting alerting(
      Configuration configuration, Optional<Path> home) {
    return new ServerSettings.Alerting(
        configuration.value(RULES),
        home.map(directory -> directory.resolve("rules"))
            .filter(directory -> configuration.value(DEFAULT_RULES)),
        configuration.value(RULE_INTERVAL),
        configuration.value(EXTERNAL_LABELS),
        configuration.value(EXTERNAL_URL).map(URI::create),
        configuration.value(OWN_METRICS));
  }

  private static List<LogStoreOptions.RetentionOverride> overrides(Configuration configuration) {
    return configuration.value(LOG_OVERRIDES).stream()
        .map(text -> override(configuration.place(LOG_OVERRIDES), text))
        .toList();
  }

  private static LogStoreOptions.RetentionOverride override(String place, String text) {
    int blank = text.strip().lastIndexOf(' ');
    try {
      return new LogStoreOptions.RetentionOverride(
          LogqlParser.parseSelector(text.substring(0, Math.max(0, blank))),
          DurationText.parse(text.strip().substring(blank + 1)));
    } catch (StewardException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          place
              + ": "
              + LOG_OVERRIDES
              + ": "
              + text
              + ": "
              + e.getMessage()
              + " (expected: a selector and an age, such as '{kind=\"change\"} 400d')",
          e);
    }
  }

  private static ServerSettings.Grpc grpc(Configuration configuration) {
    HostPort listen = configuration.value(GRPC);
    boolean asked = !configuration.place(GRPC_PLAINTEXT).equals("default");
    boolean plaintext = configuration.value(GRPC_PLAINTEXT) && (asked || listen.isLoopback());
    return new ServerSettings.Grpc(listen, plaintext, tls(configuration));
  }

  private static Optional<ServerSettings.Tls> tls(Configuration configuration) {
    Optional<Path> certificate = configuration.value(GRPC_CERTIFICATE);
    Optional<Path> key = configuration.value(GRPC_KEY);
    Optional<Path> authorities = configuration.value(GRPC_AUTHORITIES);
    if (certificate.isEmpty() && key.isEmpty() && authorities.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerSettings.Tls(
            required(GRPC_CERTIFICATE, certificate),
            required(GRPC_KEY, key),
            required(GRPC_AUTHORITIES, authorities)));
  }

  private static Path required(Setting<?> setting, Optional<Path> file) {
    return file.orElseThrow(() ->
        new IllegalArgumentException(
            setting + ": off (expected: a PEM file; mutual TLS needs all three)"));
  }
}
