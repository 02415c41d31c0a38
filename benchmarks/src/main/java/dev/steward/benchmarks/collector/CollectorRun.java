package dev.steward.benchmarks.collector;

import dev.steward.benchmarks.process.MeasuredProcess;
import dev.steward.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the benchmark of the collector: real processes, a real server, processor time as the
 * kernel counts it.
 */
public final class CollectorRun {
  private static final Path HOME = Path.of("deploy", "target", "steward").toAbsolutePath();
  private static final int SCRAPES = 60;

  private final int seconds;
  private final int rate;
  private final long waiting;

  /** A run of so many seconds at so many lines a second, after so many lines that waited. */
  public CollectorRun(int seconds, int rate, long waiting) {
    this.seconds = seconds;
    this.rate = rate;
    this.waiting = waiting;
  }

  /** Runs it and prints the figures. */
  public void run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("steward-collector");
    try (ServerProcess server = ServerProcess.start(directory.resolve("server"))) {
      waitingLines(server, directory);
      steadyLoad(server, directory);
      scrapes(server, directory);
    } finally {
      MeasuredProcess.delete(directory);
    }
    size();
    nodeExporter(directory);
    rsyslog();
  }

  private static Process agent(ServerProcess server, Path data, String interval, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                HOME.resolve("bin/steward").toString(),
                "agent",
                "--data",
                data.toString(),
                "--server",
                "127.0.0.1:" + server.grpcPort(),
                "--insecure",
                "--interval",
                interval));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile())
        .start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static double lines(ServerProcess server, String file)
      throws IOException, InterruptedException {
    return server.number(
        "/loki/api/v1/query", "sum(count_over_time({filename=\"" + file + "\"}[1h]))");
  }

  private static void await(ServerProcess server, Path file, long count)
      throws IOException, InterruptedException {
    while (lines(server, file.toString()) < count) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private void waitingLines(ServerProcess server, Path directory)
      throws IOException, InterruptedException {
    Path log = directory.resolve("waiting.log");
    LineLoad.write(log, waiting);
    long start = System.nanoTime();
    Process agent = agent(server, directory.resolve("waiting"), "1h", "--file", log.toString());
    String first = "count({__name__=\"node_time_seconds\"})";
    while (server.number("/api/v1/query", first) < 1) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    double shipped = (System.nanoTime() - start) / 1e9;
    await(server, log, waiting);
    print("agent, start to first shipped sample", "%.2f s", shipped);
    print("agent, " + waiting + " buffered lines", "%.2f CPU-s", Costs.cpuSeconds(agent.pid()));
    stop(agent);
  }

  private void steadyLoad(ServerProcess server, Path directory)
      throws IOException, InterruptedException {
    Path log = Files.createFile(directory.resolve("steady.log"));
    Process agent = agent(server, directory.resolve("steady"), "15s", "--file", log.toString());
    LineLoad.append(log, rate, 15);
    double before = Costs.cpuSeconds(agent.pid());
    LineLoad.append(log, rate, seconds);
    double used = Costs.cpuSeconds(agent.pid()) - before;
    print(
        "agent, " + rate + " lines/s and all metrics at 15 s",
        "%.2f %% of a core",
        100 * used / seconds);
    print("agent, memory", "%.1f MB RSS", Costs.residentMegabytes(agent.pid()));
    print("agent, private memory", "%.1f MB", Costs.privateMegabytes(agent.pid()));
    stop(agent);
  }

  /** What a scrape of all default metrics costs, less what an agent costs that does nothing. */
  private static void scrapes(ServerProcess server, Path directory)
      throws IOException, InterruptedException {
    double idle = costOf(server, directory.resolve("idle"), "1h");
    double busy = costOf(server, directory.resolve("busy"), "1s");
    print(
        "agent, a scrape of all default metrics, shipped",
        "%.2f ms CPU",
        1000 * (busy - idle) / SCRAPES);
  }

  private static double costOf(ServerProcess server, Path data, String interval)
      throws IOException, InterruptedException {
    Process agent = agent(server, data, interval);
    TimeUnit.SECONDS.sleep(30);
    double before = Costs.cpuSeconds(agent.pid());
    TimeUnit.SECONDS.sleep(SCRAPES);
    double used = Costs.cpuSeconds(agent.pid()) - before;
    stop(agent);
    return used;
  }

  private static void size() throws IOException, InterruptedException {
    long bytes = 0;
    for (String jar : Files.readAllLines(HOME.resolve("lib/agent.classpath"))) {
      bytes += Files.size(HOME.resolve("lib").resolve(jar));
    }
    Path runtime = HOME.resolve("agent-runtime");
    Path cache = HOME.resolve("lib/agent.aot");
    print("agent, jars on disk", "%.1f MB", bytes / 1e6);
    if (Files.exists(cache)) {
      print("agent, AOT cache on disk", "%.1f MB", Files.size(cache) / 1e6);
    }
    if (Files.exists(runtime)) {
      print("agent, runtime on disk", "%.1f MB", MeasuredProcess.storedBytes(runtime) / 1e6);
    }
  }

  private static void nodeExporter(Path directory) throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin/prometheus-node-exporter");
    if (!Files.isExecutable(program)) {
      System.out.println("prometheus-node-exporter: not run: no binary");
      return;
    }
    int port = MeasuredProcess.freePort();
    List<String> command =
        List.of(
            program.toString(), "--web.listen-address=127.0.0.1:" + port, "--collector.processes");
    try (MeasuredProcess exporter =
        MeasuredProcess.start(
            command, directory.resolve("exporter"), URI.create("http://127.0.0.1:" + port), "/")) {
      exporter.get("/metrics");
      double before = exporter.cpuSeconds();
      for (int i = 0; i < SCRAPES; i++) {
        exporter.get("/metrics");
      }
      print(
          "prometheus-node-exporter, a scrape",
          "%.2f ms CPU",
          1000 * (exporter.cpuSeconds() - before) / SCRAPES);
      print("prometheus-node-exporter, memory", "%.1f MB RSS", exporter.memoryMegabytes("VmRSS"));
    } finally {
      MeasuredProcess.delete(directory);
    }
  }

  /** rsyslog, which follows the file and forwards its lines over TCP. */
  private void rsyslog() throws IOException, InterruptedException {
    Path program = Path.of("/usr/sbin/rsyslogd");
    if (!Files.isExecutable(program)) {
      System.out.println("rsyslog: not run: no binary");
      return;
    }
    Path directory = Files.createTempDirectory("steward-rsyslog");
    Path log = Files.createFile(directory.resolve("steady.log"));
    try (ServerProcess server = ServerProcess.start(directory.resolve("server"))) {
      Path configuration = directory.resolve("rsyslog.conf");
      Files.writeString(
          configuration,
          """
          module(load="imfile")
          global(workDirectory="%s")
          input(type="imfile" File="%s" Tag="web:")
          action(type="omfwd" target="127.0.0.1" port="%d" protocol="tcp")
          """
              .formatted(directory, log, server.syslogPort()));
      Process rsyslog =
          new ProcessBuilder(
                  program.toString(),
                  "-n",
                  "-f",
                  configuration.toString(),
                  "-i",
                  directory.resolve("pid").toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("rsyslog.log").toFile())
              .start();
      LineLoad.append(log, rate, 5);
      double before = Costs.cpuSeconds(rsyslog.pid());
      LineLoad.append(log, rate, seconds);
      print(
          "rsyslog, " + rate + " lines/s",
          "%.2f %% of a core",
          100 * (Costs.cpuSeconds(rsyslog.pid()) - before) / seconds);
      print("rsyslog, memory", "%.1f MB RSS", Costs.residentMegabytes(rsyslog.pid()));
      stop(rsyslog);
    } finally {
      MeasuredProcess.delete(directory);
    }
  }

  private static void print(String what, String format, double value) {
    System.out.printf("%-60s %s%n", what, format.formatted(value));
  }
}
