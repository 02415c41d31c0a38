package dev.steward.server.settings;

import dev.steward.configuration.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Makes {@link ServerSettings} setting by setting, so that who sets one need not name the others.
 * Until it is set, a door listens where {@link ServerKeys} has it by default or is off, and the
 * rest is as {@link ServerKeys} has it too. For one thread.
 */
public final class ServerSettingsBuilder {
  private final Path data;
  private ServerSettings.Http http =
      new ServerSettings.Http(new HostPort("127.0.0.1", 8740), Set.of(), Set.of());
  private ServerSettings.Grpc grpc =
      new ServerSettings.Grpc(new HostPort("127.0.0.1", 8741), true, Optional.empty());
  private Optional<HostPort> syslog = Optional.empty();
  private ServerSettings.Retention retention = ServerSettings.Retention.WHILE_DISK_IS_FREE;
  private Path plugins;
  private Optional<Path> installedPlugins = Optional.empty();
  private Optional<URI> tracingEndpoint = Optional.empty();
  private boolean experimentalQueries;
  private ServerSettings.Otlp otlp = ServerSettings.Otlp.OFF;
  private ServerSettings.Alerting alerting = ServerSettings.Alerting.NO_RULES;
  private Optional<Path> alertmanager = Optional.empty();

  /** Settings of a server that holds all state in this directory. */
  public ServerSettingsBuilder(Path data) {
    this.data = data;
    this.plugins = data.resolve("plugins");
  }

  /** Sets the door of the HTTP interfaces and the console. */
  public ServerSettingsBuilder http(ServerSettings.Http http) {
    this.http = http;
    return this;
  }

  /** Sets the door of the agents. */
  public ServerSettingsBuilder grpc(ServerSettings.Grpc grpc) {
    this.grpc = grpc;
    return this;
  }

  /** Sets where syslog is taken, UDP and TCP on one port. */
  public ServerSettingsBuilder syslog(Optional<HostPort> syslog) {
    this.syslog = syslog;
    return this;
  }

  /** Sets when the oldest data goes. */
  public ServerSettingsBuilder retention(ServerSettings.Retention retention) {
    this.retention = retention;
    return this;
  }

  /** Sets the operator's directory of plugin zips. */
  public ServerSettingsBuilder plugins(Path plugins) {
    this.plugins = plugins;
    return this;
  }

  /** Sets the directory of the plugin zips that came with the program. */
  public ServerSettingsBuilder installedPlugins(Optional<Path> installedPlugins) {
    this.installedPlugins = installedPlugins;
    return this;
  }

  /** Sets where spans go over OTLP/gRPC. */
  public ServerSettingsBuilder tracingEndpoint(Optional<URI> tracingEndpoint) {
    this.tracingEndpoint = tracingEndpoint;
    return this;
  }

  /** Sets whether queries may use what PromQL calls experimental. */
  public ServerSettingsBuilder experimentalQueries(boolean experimentalQueries) {
    this.experimentalQueries = experimentalQueries;
    return this;
  }

  /** Sets where OpenTelemetry's data is taken. */
  public ServerSettingsBuilder otlp(ServerSettings.Otlp otlp) {
    this.otlp = otlp;
    return this;
  }

  /** Sets which rules are evaluated, and what alerts say of the server. */
  public ServerSettingsBuilder alerting(ServerSettings.Alerting alerting) {
    this.alerting = alerting;
    return this;
  }

  /** Sets the file that says who is told of alerts. */
  public ServerSettingsBuilder alertmanager(Optional<Path> alertmanager) {
    this.alertmanager = alertmanager;
    return this;
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if values do not fit each other
   */
  public ServerSettings build() {
    return new ServerSettings(
        data,
        http,
        grpc,
        syslog,
        retention,
        plugins,
        installedPlugins,
        tracingEndpoint,
        experimentalQueries,
        otlp,
        alerting,
        alertmanager);
  }
}
