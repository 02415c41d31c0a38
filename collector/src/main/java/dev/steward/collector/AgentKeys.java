package dev.steward.collector;

import dev.steward.collector.host.HostRoots;
import dev.steward.collector.ship.Transport;
import dev.steward.configuration.Configuration;
import dev.steward.configuration.ConfigurationException;
import dev.steward.configuration.ConfigurationSpec;
import dev.steward.configuration.HostPort;
import dev.steward.configuration.ProgramKeys;
import dev.steward.configuration.Setting;
import dev.steward.configuration.SettingType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of {@code steward.yaml} that the agent reads, below {@code agent}. */
public final class AgentKeys {
  static final Setting<Path> DATA =
      Setting.of(
          "agent.data",
          SettingType.PATH,
          "/var/lib/steward/agent",
          "Directory of the queue and of everything else that outlives a restart.");

  static final Setting<List<String>> SERVERS =
      Setting.of(
          "agent.servers",
          SettingType.TEXT_LIST,
          "",
          "Where servers take agents, each as host:port. Every one of them gets everything.");

  static final Setting<Boolean> INSECURE =
      Setting.of(
          "agent.insecure",
          SettingType.BOOLEAN,
          "false",
          "Whether to ship without TLS. Servers take that on loopback addresses only.");

  static final Setting<Optional<Path>> CERTIFICATE =
      Setting.of(
          "agent.tls.certificate",
          SettingType.PATH.orOff(),
          "off",
          "This agent's certificate chain, PEM.");

  static final Setting<Optional<Path>> KEY =
      Setting.of(
          "agent.tls.key",
          SettingType.PATH.orOff(),
          "off",
          "Private key of the certificate, PEM with PKCS #8.");

  static final Setting<Optional<Path>> AUTHORITIES =
      Setting.of(
          "agent.tls.authorities",
          SettingType.PATH.orOff(),
          "off",
          "Authorities that servers' certificates must come from, PEM.");

  static final Setting<Optional<String>> HOST =
      Setting.of(
          "agent.host",
          SettingType.TEXT.orOff(),
          "off",
          "Name of this machine, the label host; off takes the system's.");

  static final Setting<Duration> INTERVAL =
      Setting.of("agent.interval", SettingType.DURATION, "15s", "How often host metrics are read.");

  static final Setting<Long> QUEUE_SIZE =
      Setting.of(
          "agent.queue.size",
          SettingType.BYTES,
          "1GiB",
          "How much the queue may hold for servers that are away; then the oldest is dropped.");

  static final Setting<Path> PROCFS =
      Setting.of("agent.procfs", SettingType.PATH, "/proc", "The proc file system of the host.");

  static final Setting<Path> SYSFS =
      Setting.of("agent.sysfs", SettingType.PATH, "/sys", "The sys file system of the host.");

  static final Setting<Path> ROOTFS =
      Setting.of("agent.rootfs", SettingType.PATH, "/", "The root of the host's file systems.");

  /** All of them. */
  public static final ConfigurationSpec SPEC =
      ConfigurationSpec.builder()
          .add(DATA, SERVERS, INSECURE, CERTIFICATE, KEY, AUTHORITIES)
          .add(HOST, INTERVAL, QUEUE_SIZE, PROCFS, SYSFS, ROOTFS)
          .add(LogKeys.all())
          .add(ContainerKeys.all())
          .add(ServiceKeys.all())
          .foreign("server", ProgramKeys.SERVER)
          .verbatim(ProgramKeys.PROMETHEUS_SECTIONS)
          .build();

  private static final int MAX_HOST_BYTES = 255;

  private AgentKeys() {}

  /**
   * The settings that a configuration says.
   *
   * @param systemHost name of this machine as the system knows it
   * @throws ConfigurationException if values are missing or do not fit each other
   */
  static AgentSettings settings(Configuration configuration, String systemHost) {
    List<String> problems = new ArrayList<>();
    List<HostPort> servers = EntryReader.parse(configuration, SERVERS, HostPort::parse, problems);
    LogSettings logs = LogKeys.settings(configuration, problems);
    ServiceSettings services = ServiceKeys.settings(configuration, problems);
    if (servers.isEmpty() && problems.isEmpty()) {
      problems.add(
          "--server: missing (expected: --server HOST:PORT, or agent.servers in the file)");
    }
    if (configuration.value(INTERVAL).toMillis() < 100) {
      problems.add(
          configuration.place(INTERVAL)
              + ": "
              + configuration.value(INTERVAL)
              + " (expected: 100ms or more)");
    }
    String host = configuration.value(HOST).orElse(systemHost);
    if (host.isBlank() || host.getBytes(StandardCharsets.UTF_8).length > MAX_HOST_BYTES) {
      problems.add(
          configuration.place(HOST)
              + ": "
              + host
              + " (expected: a name of 1 to "
              + MAX_HOST_BYTES
              + " bytes)");
    }
    Optional<Transport> transport = transport(configuration, problems);
    if (!problems.isEmpty() || transport.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new AgentSettings(
        configuration.value(DATA),
        host,
        servers,
        transport.get(),
        logs,
        services,
        configuration.value(ContainerKeys.ENABLED)
            ? Optional.of(
                configuration.value(ContainerKeys.SOCKETS).stream().map(Path::of).toList())
            : Optional.empty(),
        configuration.value(INTERVAL),
        configuration.value(QUEUE_SIZE),
        new HostRoots(
            configuration.value(PROCFS), configuration.value(SYSFS), configuration.value(ROOTFS)));
  }

  private static Optional<Transport> transport(Configuration configuration, List<String> problems) {
    Optional<Path> certificate = configuration.value(CERTIFICATE);
    Optional<Path> key = configuration.value(KEY);
    Optional<Path> authorities = configuration.value(AUTHORITIES);
    if (configuration.value(INSECURE)) {
      return Optional.of(new Transport.Plaintext());
    }
    if (certificate.isEmpty() || key.isEmpty() || authorities.isEmpty()) {
      problems.add(
          "certificates: missing (expected: --certificate, --key and --authorities with PEM files"
              + " for mutual TLS; or --insecure to ship in plain text to a server on a loopback"
              + " address)");
      return Optional.empty();
    }
    return Optional.of(new Transport.MutualTls(certificate.get(), key.get(), authorities.get()));
  }
}
