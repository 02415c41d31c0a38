package dev.steward.benchmarks.metrics;

import dev.steward.benchmarks.process.MeasuredProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One store under one load: what it cost to take the samples, to keep them and to answer. */
final class Measurement {
  private final Contestant contestant;
  private final FleetLoad load;
  private final Map<String, Double> figures = new LinkedHashMap<>();

  private Measurement(Contestant contestant, FleetLoad load) {
    this.contestant = contestant;
    this.load = load;
  }

  /** Measures a store in a directory of its own, and prints each figure when it is there. */
  static Map<String, Double> of(
      Contestant contestant, FleetLoad load, @Nullable RemoteWriteBodies bodies, Path work)
      throws IOException, InterruptedException {
    Measurement measurement = new Measurement(contestant, load);
    Path data = work.resolve(contestant.label());
    System.out.println(contestant.label());
    try {
      measurement.fill(data, bodies);
      measurement.restart(data);
    } finally {
      MeasuredProcess.delete(data);
    }
    return measurement.figures;
  }

  private void fill(Path data, @Nullable RemoteWriteBodies bodies)
      throws IOException, InterruptedException {
    Contestant.Running running = contestant.start(data);
    MeasuredProcess process = running.process();
    try {
      double before = process.cpuSeconds();
      long started = System.nanoTime();
      contestant.feed(running, load, bodies);
      System.out.printf("  taken in %.1f s%n", (System.nanoTime() - started) / 1e9);
      double millions = load.samples() / 1e6;
      figure("CPU-s a million", (process.cpuSeconds() - before) / millions);
      process.awaitQuiet();
      figure("CPU-s a million, once quiet", (process.cpuSeconds() - before) / millions);
      process.printThreads();
      figure("peak MB, ingest", process.memoryMegabytes("VmHWM"));
      RangeQueries.ask(process, load).forEach((name, millis) -> figures.put(name + " ms", millis));
      figure("peak MB, queries too", process.memoryMegabytes("VmHWM"));
    } finally {
      process.kill();
    }
  }

  private void restart(Path data) throws IOException, InterruptedException {
    Contestant.Running running = contestant.start(data);
    try {
      figure("kill -9 to ready, s", running.process().startTime().toMillis() / 1000.0);
      running.process().awaitQuiet();
      figure(
          "bytes a sample, compacted",
          (double) contestant.compactBytes(running, data) / load.samples());
    } finally {
      running.process().close();
    }
  }

  private void figure(String name, double value) {
    figures.put(name, value);
    System.out.printf("  %-28s %10.3f%n", name, value);
  }
}
