package dev.steward.benchmarks;

import dev.steward.benchmarks.logs.StreamsRun;
import java.io.IOException;

/** What many streams cost a server, beside the same lines in few. */
public final class StreamsBenchmark {
  private StreamsBenchmark() {}

  /** Argument: how many streams the label that never repeats makes (default 3,000,000). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    StreamsRun.run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3_000_000);
  }
}
