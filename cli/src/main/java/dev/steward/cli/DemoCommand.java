package dev.steward.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs server and agent on this machine until Ctrl-C, and says how to look at what they gather. */
@Command(
    name = "demo",
    description = {
      "Runs server and agent on this machine until Ctrl-C: its own metrics and logs, nothing else.",
      "Nothing outside the data directory is changed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final int HTTP_PORT = 8740;
  private static final int GRPC_PORT = 8741;
  private static final int SYSLOG_PORT = 8514;
  private static final long POLL_MILLIS = 100;
  private static final long PATIENCE_MILLIS = 60_000;

  /** Those of the usual log files that are there and may be read. */
  private static final List<String> LOG_FILES =
      List.of("/var/log/*.log", "/var/log/syslog", "/var/log/messages");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the data goes. Default: a temporary directory, removed at the end.")
  private @Nullable Path data;

  private final List<Program> running = new ArrayList<>();
  private int http;
  private int grpc;
  private int syslog;

  /** Made by picocli. */
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path launcher =
        Installation.home()
            .map(home -> home.resolve("bin/steward"))
            .orElseThrow(() ->
                new CommandException(
                    "demo: no installation around this program (expected: bin/steward of one)"));
    Path chosen = data;
    boolean temporary = chosen == null;
    Path directory = chosen == null ? Files.createTempDirectory("steward-demo-") : chosen;
    Files.createDirectories(directory);
    Thread stop = new Thread(() -> stop(temporary, directory), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    choosePorts();
    startServer(launcher, directory);
    startAgent(launcher, directory);
    explain(directory);
    while (true) {
      Thread.sleep(POLL_MILLIS);
      requireRunning();
    }
  }

  private void choosePorts() {
    http = port("HTTP", HTTP_PORT);
    grpc = port("agents", GRPC_PORT);
    syslog = port("syslog", SYSLOG_PORT);
  }

  private int port(String door, int wanted) {
    int port = FreePort.near(wanted);
    if (port != wanted) {
      say("Port %d is taken: %s is at port %d this time.".formatted(wanted, door, port));
    }
    return port;
  }

  private void startServer(Path launcher, Path directory) throws InterruptedException {
    say("Starting the server (data and logs: %s)".formatted(directory));
    List<String> arguments =
        List.of(
            "--data", directory.resolve("server").toString(),
            "--http", "127.0.0.1:" + http,
            "--grpc", "127.0.0.1:" + grpc,
            "--syslog", "127.0.0.1:" + syslog);
    start(Program.start("server", launcher, arguments, directory.resolve("server.log")));
    try (ServerClient client = client()) {
      await("the server is ready", client::isReady);
    }
  }

  private void startAgent(Path launcher, Path directory) throws InterruptedException {
    say("Starting the agent");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--data", directory.resolve("agent").toString()));
    arguments.addAll(List.of("--server", "127.0.0.1:" + grpc, "--insecure"));
    for (String file : LOG_FILES) {
      arguments.addAll(List.of("--file", file));
    }
    arguments.addAll(List.of("--file", directory.resolve("server.log").toString()));
    start(Program.start("agent", launcher, arguments, directory.resolve("agent.log")));
    try (ServerClient client = client()) {
      await("this machine's metrics are there", () -> hasMetrics(client));
      await("its log lines are there", () -> hasLogs(client));
    }
  }

  private static boolean hasMetrics(ServerClient client) {
    return !client.data("/api/v1/query", Map.of("query", "node_load1")).path("result").isEmpty();
  }

  private static boolean hasLogs(ServerClient client) {
    return !client
        .data("/loki/api/v1/query_range", Map.of("query", "{host=~\".+\"}", "limit", "1"))
        .path("result")
        .isEmpty();
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long started = System.nanoTime();
    while (!condition.getAsBoolean()) {
      requireRunning();
      long waited = (System.nanoTime() - started) / 1_000_000;
      if (waited > PATIENCE_MILLIS) {
        throw new CommandException(
            "demo: waited %d s in vain until %s".formatted(waited / 1000, what));
      }
      Thread.sleep(POLL_MILLIS);
    }
    say("  %s (%.1f s)".formatted(what, (System.nanoTime() - started) / 1e9));
  }

  private synchronized void start(Program program) {
    running.add(program);
  }

  private synchronized void requireRunning() {
    running.forEach(Program::requireRunning);
  }

  /** The agent first, so that the server can still take what it has. */
  private synchronized void stop(boolean temporary, Path directory) {
    running.reversed().forEach(Program::stop);
    running.clear();
    try {
      if (temporary) {
        DeletedTree.delete(directory);
      }
      say("Stopped." + (temporary ? "" : " The data is in " + directory));
    } catch (IOException e) {
      say("Stopped. " + directory + " could not be removed: " + e);
    }
  }

  private void explain(Path directory) {
    String base = "http://127.0.0.1:" + http;
    say(
        """

        Steward watches this machine. Open   %s/

        Or ask it, as Grafana does (one URL as Prometheus and Loki data source: %s):
          curl -s '%s/api/v1/query?query=node_load1'
          curl -sG %s/api/v1/query --data-urlencode 'query=sum by (mode) (rate(node_cpu_seconds_total[1m]))'
          curl -sG %s/loki/api/v1/query_range --data-urlencode 'query={host=~".+"}' --data-urlencode limit=5

        Send it a line:   logger -n 127.0.0.1 -P %d -d hello
        Ctrl-C stops it. Logs of server and agent: %s\
        """
            .formatted(base, base, base, base, base, syslog, directory));
  }

  private ServerClient client() {
    return new ServerClient(URI.create("http://127.0.0.1:" + http));
  }

  private void say(String line) {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
