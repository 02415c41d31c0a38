package dev.steward.benchmarks.metrics;

import dev.steward.benchmarks.process.MeasuredProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One load through several stores, one after the other, and a table of the figures. */
public final class MetricsRun {
  private static final long SEED = 20_260_801;
  private static final int SCRAPES_AN_HOUR = 240;

  private MetricsRun() {}

  /**
   * Measures and prints.
   *
   * @param only names of what is measured, separated by commas
   */
  public static void run(int hosts, double hours, int jitterMillis, String only)
      throws IOException, InterruptedException {
    List<Contestant> contestants = new ArrayList<>();
    for (String name : only.split(",")) {
      contestants.add(Contestant.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    int scrapes = (int) Math.round(hours * SCRAPES_AN_HOUR);
    FleetLoad load = new FleetLoad(new Fleet(SEED), hosts, scrapes, jitterMillis);
    System.out.printf(
        "seed %d, %d hosts, %d scrapes, late by up to %d ms: %,d samples; load average %s%n",
        SEED, hosts, scrapes, jitterMillis, load.samples(), loadAverage());
    Path work = Files.createTempDirectory("steward-bench");
    Map<Contestant, Map<String, Double>> all = new EnumMap<>(Contestant.class);
    try {
      for (Contestant contestant : contestants) {
        contestant.fetch();
      }
      RemoteWriteBodies bodies = null;
      if (contestants.stream().anyMatch(Contestant::takesRemoteWrite)) {
        bodies = RemoteWriteBodies.make(load, work.resolve("bodies"));
        System.out.printf("bodies of requests: %,d bytes%n", bodies.bytes());
      }
      for (Contestant contestant : contestants) {
        all.put(contestant, Measurement.of(contestant, load, bodies, work));
      }
    } finally {
      MeasuredProcess.delete(work);
    }
    print(all);
    System.out.println("load average at the end " + loadAverage());
  }

  private static String loadAverage() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).trim();
  }

  private static void print(Map<Contestant, Map<String, Double>> all) {
    Set<String> names = new LinkedHashSet<>();
    all.values().forEach(figures -> names.addAll(figures.keySet()));
    System.out.printf("%n%-30s", "");
    all.keySet().forEach(contestant -> System.out.printf("%12s", contestant.label()));
    System.out.println();
    for (String name : names) {
      System.out.printf("%-30s", name);
      all.values().forEach(figures -> System.out.printf("%12.3f", figures.get(name)));
      System.out.println();
    }
  }
}
