package dev.steward.benchmarks;

import dev.steward.benchmarks.metrics.Fleet;
import dev.steward.benchmarks.metrics.FleetLoad;
import dev.steward.benchmarks.metrics.RangeQueries;
import dev.steward.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A fleet's six hours through the agents' door, and what they cost: processor time and bytes a
 * sample, memory, the time of seven queries, and a restart after {@code kill -9}.
 */
public final class MetricsBenchmark {
  private static final long SEED = 20_260_801;

  private MetricsBenchmark() {}

  /**
   * Arguments: hosts (default 100), scrapes of each (default 1440, six hours), and by how many
   * milliseconds scrapes may be late (default 0).
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int hosts = argument(arguments, 0, 100);
    int scrapes = argument(arguments, 1, 1440);
    int jitterMillis = argument(arguments, 2, 0);
    Path work = Files.createTempDirectory("steward-bench");
    Path data = work.resolve("data");
    FleetLoad load = new FleetLoad(new Fleet(SEED), hosts, scrapes, jitterMillis);
    System.out.printf(
        "seed %d, %d hosts, %d scrapes, late by up to %d ms%n", SEED, hosts, scrapes, jitterMillis);
    try {
      try (ServerProcess server = ServerProcess.start(data)) {
        fill(server, load);
        RangeQueries.run(server, load);
        System.out.printf("peak memory             %8.0f MB%n", server.memoryMegabytes("VmHWM"));
        server.kill();
      }
      try (ServerProcess server = ServerProcess.start(data)) {
        System.out.printf(
            "kill -9 to ready        %8.2f s%n", server.startTime().toMillis() / 1000.0);
        RangeQueries.run(server, load);
        System.out.printf("peak memory             %8.0f MB%n", server.memoryMegabytes("VmHWM"));
      }
    } finally {
      ServerProcess.delete(work);
    }
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static void fill(ServerProcess server, FleetLoad load)
      throws IOException, InterruptedException {
    double before = server.cpuSeconds();
    long started = System.nanoTime();
    load.sendTo(server.grpcPort());
    double seconds = (System.nanoTime() - started) / 1e9;
    double atEnd = server.cpuSeconds() - before;
    awaitQuiet(server);
    double settled = server.cpuSeconds() - before;
    double millions = load.samples() / 1e6;
    System.out.printf("samples                 %,12d in %.1f s%n", load.samples(), seconds);
    System.out.printf(
        "CPU-s a million         %8.3f (%.3f once quiet)%n", atEnd / millions, settled / millions);
    System.out.printf(
        "bytes a sample          %8.3f with the log%n",
        (double) server.storedBytes() / load.samples());
    System.out.printf("peak memory             %8.0f MB%n", server.memoryMegabytes("VmHWM"));
  }

  /** Waits until the process does next to nothing. */
  private static void awaitQuiet(ServerProcess server) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    double last = -1;
    while (System.nanoTime() < deadline) {
      double now = server.cpuSeconds();
      if (last >= 0 && now - last < 0.5) {
        return;
      }
      last = now;
      Thread.sleep(6000);
    }
  }
}
