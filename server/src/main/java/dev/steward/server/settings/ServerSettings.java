package dev.steward.server.settings;

import dev.steward.configuration.HostPort;
import dev.steward.logstore.LogStoreOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything an operator may set about the server. Immutable; the one source of settings for every
 * part of it. {@link ServerKeys} reads it from file, environment and flags.
 *
 * @param data directory that holds all state
 * @param http the door of the HTTP interfaces and the console
 * @param grpc the door of the agents
 * @param syslog where syslog is taken, UDP and TCP on one port; empty is off
 * @param retention when the oldest data goes
 * @param plugins the operator's directory of plugin zips
 * @param installedPlugins directory of the plugin zips that came with the program
 * @param tracingEndpoint where spans go over OTLP/gRPC, such as {@code http://127.0.0.1:4317};
 *     empty is off
 * @param experimentalQueries whether queries may use what PromQL calls experimental
 * @param otlp where OpenTelemetry's data is taken
 * @param alerting which rules are evaluated, and what alerts say of the server
 * @param alertmanager file that says who is told of alerts, in Alertmanager's form; empty for the
 *     page alone
 */
public record ServerSettings(
    Path data,
    Http http,
    Grpc grpc,
    Optional<HostPort> syslog,
    Retention retention,
    Path plugins,
    Optional<Path> installedPlugins,
    Optional<URI> tracingEndpoint,
    boolean experimentalQueries,
    Otlp otlp,
    Alerting alerting,
    Optional<Path> alertmanager) {
  /** Checks that nothing is missing. */
  public ServerSettings {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(http, "http");
    Objects.requireNonNull(grpc, "grpc");
    Objects.requireNonNull(syslog, "syslog");
    Objects.requireNonNull(retention, "retention");
    Objects.requireNonNull(plugins, "plugins");
    Objects.requireNonNull(installedPlugins, "installedPlugins");
    Objects.requireNonNull(tracingEndpoint, "tracingEndpoint");
    Objects.requireNonNull(otlp, "otlp");
    Objects.requireNonNull(alerting, "alerting");
    Objects.requireNonNull(alertmanager, "alertmanager");
  }

  /**
   * Settings that hold all state in one directory and open every door on a free port of the
   * loopback address, as tests and embedding programs want it.
   */
  public static ServerSettings onFreePorts(Path data) {
    HostPort free = new HostPort("127.0.0.1", 0);
    return new ServerSettingsBuilder(data)
        .http(new Http(free, Set.of(), Set.of()))
        .grpc(new Grpc(free, true, Optional.empty()))
        .syslog(Optional.of(free))
        .otlp(new Otlp(Optional.of(free), Optional.of(free)))
        .build();
  }

  /** These settings, to be changed. */
  public ServerSettingsBuilder toBuilder() {
    return new ServerSettingsBuilder(data)
        .http(http)
        .grpc(grpc)
        .syslog(syslog)
        .retention(retention)
        .plugins(plugins)
        .installedPlugins(installedPlugins)
        .tracingEndpoint(tracingEndpoint)
        .experimentalQueries(experimentalQueries)
        .otlp(otlp)
        .alerting(alerting)
        .alertmanager(alertmanager);
  }

  /**
   * The HTTP door.
   *
   * @param listen where
   * @param hosts names, beside those of loopback and the bound address, by which clients may call
   * @param origins origins, such as {@code https://grafana.example.org}, whose pages may call
   */
  public record Http(HostPort listen, Set<String> hosts, Set<String> origins) {
    /** Copies the sets. */
    public Http {
      Objects.requireNonNull(listen, "listen");
      hosts = Set.copyOf(hosts);
      origins = Set.copyOf(origins);
    }
  }

  /**
   * The agents' door.
   *
   * @param listen where
   * @param plaintext whether agents without TLS are taken; only ever on a loopback address
   * @param tls certificate and trust for mutual TLS
   */
  public record Grpc(HostPort listen, boolean plaintext, Optional<Tls> tls) {
    /** Checks that the door is safe, and that anybody can come in. */
    public Grpc {
      Objects.requireNonNull(tls, "tls");
      if (plaintext && !listen.isLoopback()) {
        throw new IllegalArgumentException(
            "server.grpc.plaintext: true, on "
                + listen
                + " (expected: false, or a loopback address; plaintext never crosses a network)");
      }
      if (!plaintext && tls.isEmpty()) {
        throw new IllegalArgumentException(
            "server.grpc.certificate: missing, on "
                + listen
                + " without plaintext (expected: certificate, key and authorities for mutual TLS)");
      }
    }
  }

  /**
   * The doors that only OpenTelemetry's exporters use; each is off where it is empty.
   *
   * @param grpc where OTLP/gRPC is taken, 4317 by convention
   * @param http where OTLP/HTTP is taken, 4318 by convention
   */
  public record Otlp(Optional<HostPort> grpc, Optional<HostPort> http) {
    /** Neither. */
    public static final Otlp OFF = new Otlp(Optional.empty(), Optional.empty());

    /** Checks that nothing is missing. */
    public Otlp {
      Objects.requireNonNull(grpc, "grpc");
      Objects.requireNonNull(http, "http");
    }
  }

  /**
   * What is evaluated, and what alerts say of the server.
   *
   * @param rules names of rule files, the last part perhaps with wildcards
   * @param defaultRules directory of the rules that came with the program; empty where they are off
   * @param interval between evaluations of groups that have no interval of their own
   * @param externalLabels labels that every alert gets
   * @param externalUrl where people reach the server's pages; empty is the address listened on
   * @param ownMetrics whether the server keeps its own metrics in its store
   */
  public record Alerting(
      List<String> rules,
      Optional<Path> defaultRules,
      Duration interval,
      Map<String, String> externalLabels,
      Optional<URI> externalUrl,
      boolean ownMetrics) {
    /** No rules. */
    public static final Alerting NO_RULES =
        new Alerting(
            List.of(), Optional.empty(), Duration.ofMinutes(1), Map.of(), Optional.empty(), false);

    /** Checks the interval and copies the collections. */
    public Alerting {
      rules = List.copyOf(rules);
      Objects.requireNonNull(defaultRules, "defaultRules");
      externalLabels = Map.copyOf(externalLabels);
      Objects.requireNonNull(externalUrl, "externalUrl");
      if (!interval.isPositive()) {
        throw new IllegalArgumentException(
            "server.alerting.interval: " + interval + " (expected: more than 0)");
      }
    }
  }

  /**
   * Files for mutual TLS, each PEM.
   *
   * @param certificate the server's chain, leaf first
   * @param key the server's private key, PKCS #8
   * @param authorities the authorities whose client certificates are taken
   */
  public record Tls(Path certificate, Path key, Path authorities) {
    /** Checks that nothing is missing. */
    public Tls {
      Objects.requireNonNull(certificate, "certificate");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(authorities, "authorities");
    }
  }

  /**
   * When the oldest data goes: past these bounds, and always while less than a tenth of the disk is
   * free.
   *
   * @param logs bounds of the log store
   * @param metrics bounds of the metric store
   */
  public record Retention(LogRetention logs, MetricRetention metrics) {
    /** No limit but the disk. */
    public static final Retention WHILE_DISK_IS_FREE =
        new Retention(
            new LogRetention(Long.MAX_VALUE, Optional.empty(), List.of()),
            new MetricRetention(
                Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty()));

    /** Checks the bounds. */
    public Retention {
      Objects.requireNonNull(logs, "logs");
      Objects.requireNonNull(metrics, "metrics");
    }

    private static void requirePositive(String key, long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException(key + ": " + bytes + " (expected: at least 1, or off)");
      }
    }
  }

  /**
   * What the metric store keeps. Samples that go leave a point for each five minutes and for each
   * hour.
   *
   * @param bytes size past which the oldest goes; {@link Long#MAX_VALUE} for no limit
   * @param age past which samples go, if they ever do for it
   * @param fineAge past which points of five minutes go; not below {@code age}
   * @param coarseAge past which points of an hour go; not below {@code fineAge}
   */
  public record MetricRetention(
      long bytes,
      Optional<Duration> age,
      Optional<Duration> fineAge,
      Optional<Duration> coarseAge) {
    /** Checks the bounds. */
    public MetricRetention {
      Retention.requirePositive("server.retention.metric-bytes", bytes);
      requireLonger("server.retention.metric-5m-age", fineAge, age);
      requireLonger("server.retention.metric-1h-age", coarseAge, fineAge.or(() -> age));
    }

    private static void requireLonger(
        String key, Optional<Duration> age, Optional<Duration> denser) {
      if (age.isPresent() && denser.isPresent() && age.get().compareTo(denser.get()) < 0) {
        throw new IllegalArgumentException(
            key
                + ": "
                + age.get()
                + " (expected: no shorter than denser samples are kept, "
                + denser.get()
                + ", or off)");
      }
    }
  }

  /**
   * What the log store keeps.
   *
   * @param bytes size past which its oldest entries go; {@link Long#MAX_VALUE} for no limit
   * @param age past which entries go, if they ever do for it
   * @param overrides other ages for some streams; the first that fits counts
   */
  public record LogRetention(
      long bytes, Optional<Duration> age, List<LogStoreOptions.RetentionOverride> overrides) {
    /** Checks the bounds and copies the list. */
    public LogRetention {
      Retention.requirePositive("server.retention.log-bytes", bytes);
      Objects.requireNonNull(age, "age");
      overrides = List.copyOf(overrides);
    }
  }
}
