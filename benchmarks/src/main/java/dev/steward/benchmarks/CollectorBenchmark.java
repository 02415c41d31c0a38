package dev.steward.benchmarks;

import dev.steward.benchmarks.collector.CollectorRun;

/**
 * What an agent costs: memory, processor time at rest, at a steady load and for what waited, start
 * and disk; beside prometheus-node-exporter and rsyslog where they are installed.
 *
 * <p>Arguments: seconds of steady load (60), lines per second (1000), lines that wait (1000000).
 */
public final class CollectorBenchmark {
  private CollectorBenchmark() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    long waiting = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000_000;
    new CollectorRun(seconds, rate, waiting).run();
  }
}
