package dev.steward.collector;

import dev.steward.collector.ship.ReceivingServer;
import dev.steward.collector.ship.Waiting;
import io.grpc.InsecureServerCredentials;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what an agent process costs: first a million lines that waited in a file, then steady
 * lines and host metrics. Arguments: lines per second (1000), seconds (60).
 */
final class AgentCost {
  private static final int BUFFERED_LINES = 1_000_000;

  private AgentCost() {}

  public static void main(String[] arguments) throws Exception {
    int rate = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    Path directory = Files.createTempDirectory("agent-cost");
    Path log = directory.resolve("app.log");
    try (BufferedWriter writer = Files.newBufferedWriter(log)) {
      for (int i = 0; i < BUFFERED_LINES; i++) {
        writer.write(NumberedLines.line(i));
        writer.write('\n');
      }
    }
    try (ReceivingServer server = new ReceivingServer(InsecureServerCredentials.create())) {
      server.open();
      AgentProcess agent =
          AgentProcess.start(
              directory.resolve("agent.out"),
              List.of(
                  "--data",
                  directory.resolve("data").toString(),
                  "--server",
                  server.address().toString(),
                  "--insecure",
                  "--file",
                  log.toString()));
      Waiting.until(
          "a million lines", Duration.ofMinutes(5), () -> server.lineCount() >= BUFFERED_LINES);
      System.out.printf("%d buffered lines: %s%n", BUFFERED_LINES, cost(agent.pid()));
      double before = cpuSeconds(agent.pid());
      NumberedLines lines = new NumberedLines(log, rate);
      lines.start();
      LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
      int written = lines.stop();
      Waiting.until(
          "all lines", Duration.ofMinutes(1), () -> server.lineCount() >= BUFFERED_LINES + written);
      System.out.printf(
          "%d lines/s for %d s: %.2f %% of a core; %s%n",
          rate, seconds, 100 * (cpuSeconds(agent.pid()) - before) / seconds, cost(agent.pid()));
      agent.terminate();
    }
    System.out.println(directory);
  }

  private static String cost(long pid) throws IOException {
    return "%.2f CPU-s, %s, %s"
        .formatted(
            cpuSeconds(pid),
            field(pid, "status", "VmRSS"),
            field(pid, "smaps_rollup", "Private_Dirty"));
  }

  private static String field(long pid, String file, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/" + file)).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElse(name + "?")
        .replaceAll("\\s+", " ");
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }
}
