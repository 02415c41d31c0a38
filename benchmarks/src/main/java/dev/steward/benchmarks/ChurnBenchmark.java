package dev.steward.benchmarks;

import dev.steward.benchmarks.metrics.ChurnRun;
import java.io.IOException;

/**
 * Series that come and go: what a million of them in an hour cost a server, beside as many samples
 * of series that stay.
 */
public final class ChurnBenchmark {
  private ChurnBenchmark() {}

  /** Argument: how many series come in the hour (default 1,000,000). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ChurnRun.run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000);
  }
}
