package dev.steward.benchmarks.logs;

import dev.steward.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs each way in with a server of its own, and prints the table. */
public final class LogsMain {
  private static final Path WORK = Path.of("target", "bench-logs");
  private static final String STORED = "steward_log_store_stored_lines_total ";
  private static final long SETTLE_MILLIS = 30_000;

  private LogsMain() {}

  private enum WayIn {
    PUSH("Steward, Loki push"),
    SYSLOG("Steward, syslog TCP");

    private final String title;

    WayIn(String title) {
      this.title = title;
    }
  }

  /** Arguments: lines (default 4,000,000), and a way in (push, syslog; default both). */
  public static void run(String[] arguments) throws IOException, InterruptedException {
    long lines = arguments.length > 0 ? Long.parseLong(arguments[0]) : 4_000_000;
    LineFile file = LineFile.generated(WORK, lines);
    System.out.printf(
        "%,d lines, %,d bytes, seed %d, load %s%n",
        lines, file.bytes(), LineFile.SEED, Files.readString(Path.of("/proc/loadavg")).strip());
    Yardsticks.measure(file.path()).print();
    List<Figures> figures = new ArrayList<>();
    for (WayIn way : WayIn.values()) {
      if (arguments.length < 2 || way.name().equalsIgnoreCase(arguments[1])) {
        figures.add(measure(way, file));
      }
    }
    Figures.printHead();
    Figures.OF_PEERS.forEach(Figures::print);
    Figures.MUST.print();
    figures.forEach(Figures::print);
  }

  private static Figures measure(WayIn way, LineFile file)
      throws IOException, InterruptedException {
    Path data = WORK.resolve("data-" + way);
    if (Files.exists(data)) {
      ServerProcess.delete(data);
    }
    try (ServerProcess server = ServerProcess.start(data)) {
      double before = server.cpuSeconds();
      long started = System.nanoTime();
      switch (way) {
        case PUSH -> new PushLoad(server).send(file);
        case SYSLOG -> new SyslogLoad(server).send(file);
      }
      awaitStored(server, file.lines());
      double seconds = (System.nanoTime() - started) / 1e9;
      double sent = server.cpuSeconds() - before;
      Thread.sleep(SETTLE_MILLIS);
      double cpu = server.cpuSeconds() - before;
      long stored = server.storedBytes();
      double peak = server.memoryMegabytes("VmHWM");
      System.out.printf(
          "%s: %.1f s, %.1f CPU-s (%.1f when all was stored), %,d bytes stored%n",
          way.title, seconds, cpu, sent, stored);
      server.printThreads();
      List<Double> millis = new Questions(server).ask();
      return new Figures(
          way.title, file.lines() / cpu, (double) file.bytes() / stored, peak, millis);
    } finally {
      ServerProcess.delete(data);
    }
  }

  private static void awaitStored(ServerProcess server, long lines)
      throws IOException, InterruptedException {
    long last = -1;
    while (true) {
      long stored =
          server
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith(STORED))
              .mapToLong(line -> (long) Double.parseDouble(line.substring(STORED.length())))
              .findFirst()
              .orElse(0);
      if (stored >= lines) {
        return;
      }
      if (stored == last) {
        throw new IOException("stored: " + stored + " lines (expected: " + lines + ")");
      }
      last = stored;
      Thread.sleep(2000);
    }
  }
}
