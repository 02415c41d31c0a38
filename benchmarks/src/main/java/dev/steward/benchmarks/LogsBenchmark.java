package dev.steward.benchmarks;

import dev.steward.benchmarks.logs.LogsMain;
import java.io.IOException;

/** {@code ./dev bench logs}: the log store, fed with a generated day of a fleet's syslog. */
public final class LogsBenchmark {
  private LogsBenchmark() {}

  /** Arguments: lines (default 4,000,000), and a way in (push, syslog; default both). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LogsMain.run(arguments);
  }
}
