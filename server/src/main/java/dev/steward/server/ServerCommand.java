package dev.steward.server;

import dev.steward.configuration.Configuration;
import dev.steward.configuration.ConfigurationException;
import dev.steward.configuration.FlagValue;
import dev.steward.configuration.Setting;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.server.reload.Reloads;
import dev.steward.server.settings.ServerKeys;
import dev.steward.spi.error.StewardException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/**
 * The command {@code steward server}: runs until the process is told to stop. Each flag overrides a
 * key of the configuration file.
 */
@Command(
    name = "server",
    description = "Runs the server: stores, ingest doors, query interfaces and console.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  steward server --data ./data",
      "  steward server --config /etc/steward/steward.yaml --http 127.0.0.1:9000"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0, 143:stopped as told",
      "1:could not start; standard error says why",
      "2:unknown flag or unusable configuration"
    })
public final class ServerCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);
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
      description = "Directory that holds all state. Default: /var/lib/steward/server")
  private @Nullable String data;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description = "HTTP interfaces and console. Default: 127.0.0.1:8740")
  private @Nullable String http;

  @Option(
      names = "--grpc",
      paramLabel = "HOST:PORT",
      description = "Door of the agents. Default: 127.0.0.1:8741")
  private @Nullable String grpc;

  @Option(
      names = "--syslog",
      paramLabel = "HOST:PORT",
      description = "Syslog over UDP and TCP, or off. Default: 127.0.0.1:8514")
  private @Nullable String syslog;

  @Option(
      names = "--otlp-grpc",
      paramLabel = "HOST:PORT",
      description = "OpenTelemetry's logs and metrics over gRPC, or off. Default: off")
  private @Nullable String otlpGrpc;

  @Option(
      names = "--otlp-http",
      paramLabel = "HOST:PORT",
      description = "The same over HTTP, or off. Default: off")
  private @Nullable String otlpHttp;

  @Option(
      names = "--rules",
      paramLabel = "GLOB",
      description = "Rule files, besides the rules that come with the program. Default: none")
  private @Nullable String rules;

  @Option(
      names = "--alertmanager",
      paramLabel = "FILE",
      description = "Who is told of alerts, in Alertmanager's form. Default: the page alone")
  private @Nullable String alertmanager;

  /** Made by picocli. */
  public ServerCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      Configuration configuration = configuration();
      configuration.warnings().forEach(LOG::warn);
      run(
          StewardServer.start(
              ServerKeys.settings(configuration, home()),
              new ConfigurationSource(Optional.ofNullable(configurationFile()))));
      return 0;
    } catch (ConfigurationException e) {
      return failed(2, e);
    } catch (StartupException e) {
      LOG.debug("Start-up failed", e);
      return failed(1, e);
    }
  }

  /** The launcher of an installation says where it is. */
  private static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("steward.home")).map(Path::of);
  }

  private Configuration configuration() {
    List<FlagValue> flags = new ArrayList<>();
    addFlag(flags, "--data", ServerKeys.DATA, data);
    addFlag(flags, "--http", ServerKeys.HTTP, http);
    addFlag(flags, "--grpc", ServerKeys.GRPC, grpc);
    addFlag(flags, "--syslog", ServerKeys.SYSLOG, syslog);
    addFlag(flags, "--otlp-grpc", ServerKeys.OTLP_GRPC, otlpGrpc);
    addFlag(flags, "--otlp-http", ServerKeys.OTLP_HTTP, otlpHttp);
    addFlag(flags, "--rules", ServerKeys.RULES, rules);
    addFlag(flags, "--alertmanager", ServerKeys.ALERTMANAGER, alertmanager);
    return Configuration.load(ServerKeys.SPEC, configurationFile(), System.getenv(), flags);
  }

  private @Nullable Path configurationFile() {
    return config == null && Files.exists(DEFAULT_CONFIG) ? DEFAULT_CONFIG : config;
  }

  private static void addFlag(
      List<FlagValue> flags, String flag, Setting<?> setting, @Nullable String value) {
    if (value != null) {
      flags.add(new FlagValue(flag, setting, value));
    }
  }

  private static void run(StewardServer server) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              LOG.info("Stopping");
              server.close();
              LOG.info("Stopped");
              stopped.countDown();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    // As for every daemon: SIGHUP asks to read the configuration anew, and does not stop it.
    Signal.handle(new Signal("HUP"), signal -> Thread.ofVirtual().start(() -> reload(server)));
    LOG.info("Ready at http:/{}", server.httpAddress());
    stopped.await();
  }

  private static void reload(StewardServer server) {
    try {
      server.part(Reloads.class).reload();
    } catch (StewardException e) {
      LOG.error("Reloading failed, what was before goes on: {}", e.getMessage());
    }
  }

  private int failed(int exitCode, Exception reason) {
    Objects.requireNonNull(spec, "spec")
        .commandLine()
        .getErr()
        .println("steward server: " + reason.getMessage());
    return exitCode;
  }
}
