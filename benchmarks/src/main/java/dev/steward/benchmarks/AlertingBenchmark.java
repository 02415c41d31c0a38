package dev.steward.benchmarks;

import dev.steward.benchmarks.alerting.AlertingMeasurement;
import java.io.IOException;

/**
 * Ten thousand rules over 60,000 series, all every fifteen seconds: what they cost beside the
 * series alone, and how late a notification is when {@code for} ends.
 */
public final class AlertingBenchmark {
  private AlertingBenchmark() {}

  /** Argument: for how many seconds each part runs (default 120). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    AlertingMeasurement.run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120);
  }
}
