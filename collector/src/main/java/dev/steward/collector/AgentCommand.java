package dev.steward.collector;

import dev.steward.configuration.Configuration;
import dev.steward.configuration.ConfigurationException;
import dev.steward.configuration.FlagValue;
import dev.steward.configuration.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code steward agent}: runs until the process is told to stop. Each flag overrides a
 * key of the configuration file.
 */
@Command(
    name = "agent",
    description = "Runs the agent: reads this host's metrics and logs and ships them to servers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  steward agent --server 127.0.0.1:8741 --insecure --data ./agent \\",
      "      --file '/var/log/*.log'",
      "  steward agent --server logs.example.org:8741 --certificate agent.pem \\",
      "      --key agent.key --authorities ca.pem --syslog 127.0.0.1:5514"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0, 143:stopped as told",
      "1:could not start; standard error says why",
      "2:unknown flag or unusable configuration",
      "70:a defect; the log says where. Nothing is lost: start it again"
    })
public final class AgentCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);
  private static final Path DEFAULT_CONFIG = Path.of("/etc/steward/steward.yaml");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file. Default: /etc/steward/steward.yaml, if it is there.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of the queue and all state. Default: /var/lib/steward/agent")
  private @Nullable String data;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "Ship there. May stand several times: each server gets everything.")
  private @Nullable List<String> servers;

  @Option(
      names = "--insecure",
      description = "Ship in plain text. Servers take that on loopback addresses only.")
  private boolean insecure;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Certificate chain of this agent for mutual TLS, PEM.")
  private @Nullable String certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key of the certificate, PEM with PKCS #8.")
  private @Nullable String key;

  @Option(
      names = "--authorities",
      paramLabel = "FILE",
      description = "Authorities that servers' certificates must come from, PEM.")
  private @Nullable String authorities;

  @Option(
      names = "--file",
      paramLabel = "GLOB",
      description =
          "Follow these log files; *, ?, [..], {a,b} and ** as in shells, so put it in quotes. May"
              + " stand several times.")
  private @Nullable List<String> files;

  @Option(
      names = "--syslog",
      paramLabel = "HOST:PORT",
      description = "Take syslog there, UDP and TCP. Default: off")
  private @Nullable String syslog;

  @Option(names = "--journal", description = "Follow systemd's journal.")
  private boolean journal;

  @Option(
      names = "--containers",
      description = "Read containers' metrics and logs, and tell what happens to them.")
  private boolean containers;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Name of this machine, the label host. Default: the system's name")
  private @Nullable String host;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "How often metrics are read. Default: 15s")
  private @Nullable String interval;

  @Option(
      names = "--procfs",
      paramLabel = "DIR",
      description = "The host's proc file system. Default: /proc")
  private @Nullable String procfs;

  @Option(
      names = "--sysfs",
      paramLabel = "DIR",
      description = "The host's sys file system. Default: /sys")
  private @Nullable String sysfs;

  @Option(
      names = "--rootfs",
      paramLabel = "DIR",
      description = "The root of the host's file systems. Default: /")
  private @Nullable String rootfs;

  /** Made by picocli. */
  public AgentCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    try {
      Configuration configuration = configuration();
      configuration.warnings().forEach(LOG::warn);
      AgentSettings settings = AgentKeys.settings(configuration, systemHost());
      run(Agent.start(settings, version(), Clock.systemUTC()));
      return 0;
    } catch (ConfigurationException e) {
      return failed(2, e);
    } catch (AgentStartException e) {
      LOG.debug("Start-up failed", e);
      return failed(1, e);
    }
  }

  private Configuration configuration() {
    List<FlagValue> flags = new ArrayList<>();
    addFlag(flags, "--data", AgentKeys.DATA, data);
    addFlags(flags, "--server", AgentKeys.SERVERS, servers);
    addFlag(flags, "--insecure", AgentKeys.INSECURE, insecure ? "true" : null);
    addFlag(flags, "--certificate", AgentKeys.CERTIFICATE, certificate);
    addFlag(flags, "--key", AgentKeys.KEY, key);
    addFlag(flags, "--authorities", AgentKeys.AUTHORITIES, authorities);
    addFlags(flags, "--file", LogKeys.FILES, files);
    addFlag(flags, "--syslog", LogKeys.SYSLOG, syslog);
    addFlag(flags, "--journal", LogKeys.JOURNAL, journal ? "system" : null);
    addFlag(flags, "--containers", ContainerKeys.ENABLED, containers ? "true" : null);
    addFlag(flags, "--host", AgentKeys.HOST, host);
    addFlag(flags, "--interval", AgentKeys.INTERVAL, interval);
    addFlag(flags, "--procfs", AgentKeys.PROCFS, procfs);
    addFlag(flags, "--sysfs", AgentKeys.SYSFS, sysfs);
    addFlag(flags, "--rootfs", AgentKeys.ROOTFS, rootfs);
    Path file = config == null && Files.exists(DEFAULT_CONFIG) ? DEFAULT_CONFIG : config;
    return Configuration.load(AgentKeys.SPEC, file, System.getenv(), flags);
  }

  private static void addFlag(
      List<FlagValue> flags, String flag, Setting<?> setting, @Nullable String value) {
    if (value != null) {
      flags.add(new FlagValue(flag, setting, value));
    }
  }

  private static void addFlags(
      List<FlagValue> flags, String flag, Setting<?> setting, @Nullable List<String> values) {
    if (values != null) {
      flags.add(new FlagValue(flag, setting, values));
    }
  }

  private static String systemHost() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unknown) {
        return "localhost";
      }
    }
  }

  private static String version() {
    String version = AgentCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static void run(Agent agent) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          agent.close();
          stopped.countDown();
        };
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop));
    stopped.await();
  }

  private int failed(int exitCode, Exception reason) {
    Objects.requireNonNull(spec, "spec")
        .commandLine()
        .getErr()
        .println("steward agent: " + reason.getMessage());
    return exitCode;
  }
}
