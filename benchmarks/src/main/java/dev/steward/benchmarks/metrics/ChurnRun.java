package dev.steward.benchmarks.metrics;

import dev.steward.benchmarks.process.MeasuredProcess;
import dev.steward.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An hour of scrapes by remote write, in which series live two and a half minutes, or all of it.
 */
public final class ChurnRun {
  private static final long STEP_MILLIS = 15_000;
  private static final int SCRAPES = 240;
  private static final int LIFE = 10;
  private static final int HOSTS = 100;

  private ChurnRun() {}

  /**
   * Measures both ways.
   *
   * @param series how many series come in the hour
   */
  public static void run(int series) throws IOException, InterruptedException {
    int active = series / (SCRAPES / LIFE);
    System.out.printf("%,d series in an hour, %,d at a time%n", series, active);
    measure("they stay", active, Integer.MAX_VALUE);
    measure("they go after 2.5 minutes", active, LIFE);
  }

  private static void measure(String name, int active, int life)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("steward-bench");
    try (ServerProcess server = ServerProcess.start(work.resolve("data"))) {
      MeasuredProcess process = server.measured();
      double before = process.cpuSeconds();
      send(process, active, life);
      double millions = (double) active * SCRAPES / 1e6;
      System.out.printf(
          "%-28s %8.3f CPU-s a million, peak %4.0f MB, now %4.0f MB, %,.0f series in memory%n",
          name,
          (process.cpuSeconds() - before) / millions,
          process.memoryMegabytes("VmHWM"),
          process.memoryMegabytes("VmRSS"),
          seriesInMemory(process));
    } finally {
      MeasuredProcess.delete(work);
    }
  }

  /** A twentieth of the series gives way to new ones with each scrape, so that none is a wave. */
  private static void send(MeasuredProcess process, int active, int life)
      throws IOException, InterruptedException {
    long start = System.currentTimeMillis() / STEP_MILLIS * STEP_MILLIS - SCRAPES * STEP_MILLIS;
    byte[][] labels = new byte[active][];
    RemoteWriteBodies.Request request =
        new RemoteWriteBodies.Request((body, length) ->
            RemoteWriteBodies.send(process, "/api/v1/write", Arrays.copyOf(body, length)));
    for (int scrape = 0; scrape < SCRAPES; scrape++) {
      for (int i = 0; i < active; i++) {
        int age = (scrape + i) % life;
        if (scrape == 0 || age == 0) {
          labels[i] =
              RemoteWriteBodies.encoded(
                  "__name__",
                  "container_cpu_usage_seconds_total",
                  "instance",
                  "host-" + i % HOSTS,
                  "pod",
                  "pod-" + i + "-" + scrape);
        }
        request.add(labels[i], start + scrape * STEP_MILLIS, scrape * 17L + i);
      }
    }
    request.send();
  }

  private static double seriesInMemory(MeasuredProcess process)
      throws IOException, InterruptedException {
    String body = process.get("/api/v1/status/tsdb").body();
    String field = "\"numSeries\":";
    int at = body.indexOf(field) + field.length();
    return Double.parseDouble(body.substring(at, body.indexOf(',', at)));
  }
}
